import { z } from "zod";
import type { AdminApi } from "../../local/cli/admin-api";
import { Failure } from "../../local/cli/failure";

const ringSchema = z.object({
  state: z.enum(["off", "invalid", "on"]),
  problem: z.string().nullable(),
  ids: z.array(z.string()),
});

/** The ids of the keys Convex has, the current one first; a `Failure` when it has none. */
export async function requireRing(api: AdminApi): Promise<string[]> {
  const ring = await api.run(
    "query",
    "assistant/fieldKeys:ring",
    {},
    ringSchema,
  );
  if (ring.state === "on") return ring.ids;
  throw new Failure(
    ring.state === "off"
      ? "FIELD_KEYS is not set in Convex. Make a key with npm run keys -- generate."
      : `FIELD_KEYS of Convex cannot be read. ${ring.problem ?? ""}`,
  );
}
