import "server-only";
import { fetchMutation } from "convex/nextjs";
import { after } from "next/server";
import { api } from "../../convex/_generated/api";
import { BoundedCache } from "../bounded-cache";
import { log } from "./log";
import { type CallerOptions, viaArgument } from "./refusals";

const MAX_SIGHTS = 10_000;

/** Sessions this process has told Convex about; Convex knows which are new. */
const sights = new BoundedCache<{ isTold: boolean }>(MAX_SIGHTS);

/** Tells Convex of a session this process sees for the first time, once the page is out. */
export async function noteSession(
  sessionId: string,
  options: CallerOptions,
): Promise<void> {
  const sight = sights.getOrCreate(sessionId, () => ({ isTold: false }));
  if (sight.isTold) return;
  sight.isTold = true;
  // Asked for now: what runs after the page can no longer see the request.
  const via = await viaArgument();
  after(async () => {
    try {
      const said = { sessionId, ...via };
      await fetchMutation(api.audit.sessions.begin, said, options);
    } catch (error) {
      sight.isTold = false;
      log("warn", "a session could not be audited", {
        reason: error instanceof Error ? error.message : "unknown",
      });
    }
  });
}
