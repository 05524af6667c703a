import { setTimeout as pause } from "node:timers/promises";
import type { JSONValue } from "convex/values";
import { join } from "node:path";
import { addressOf } from "../../../addresses";
import { startClerk } from "../../../clerk/server";
import { serveConvex } from "../../../convex/serve";
import type { Identity } from "../../../convex/types";
import { startGemini } from "../../../gemini/server";
import { portOf } from "../../../ports";
import { startWaha } from "../../../waha/server";
import { globalHookFrom } from "../../../waha/global-hook";
import { faultSeedSchema } from "../../../waha/faults";
import { requireVariable, ROOT, stateDirOf, type Env } from "../../environment";
import { Failure } from "../../failure";
import { createPhone, type Phone } from "../../phone";
import type { VirtualClock } from "./virtual-clock";

const SETTLE_WITHIN_MS = 5_000;
const POLL_MS = 3;
/** Work due this soon belongs to what just happened; later work is left to the crons. */
const SOON_MS = 10_000;
const YEAR_MS = 365 * 86_400_000;

/** The local cloud in this process, on a clock of its own. */
export interface Stage {
  clock: VirtualClock;
  phone: Phone;
  /** What the model says next. */
  nextAnswer(text: string): Promise<void>;
  /** Calls a public mutation as a signed-in person. */
  as(person: Identity, path: string, args: JSONValue): Promise<JSONValue>;
  ask(person: Identity, path: string, args: JSONValue): Promise<JSONValue>;
  /** Until nothing that is due is left undone. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const REQUEST = { ip: null, userAgent: null, requestId: "demo-history" };

/** Opens the state directories with real services whose time is `clock`; the ports must be free. */
export async function openStage(env: Env, clock: VirtualClock): Promise<Stage> {
  const stateDir = stateDirOf(env);
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closers.reverse()) await end();
  };
  try {
    const gemini = await startGemini({ port: 0, clock, latencyMs: 1_400 });
    closers.push(() => gemini.close());
    const convex = await serveConvex({
      projectDir: ROOT,
      stateDir: join(stateDir, "convex"),
      env: { ...env, GEMINI_BASE_URL: gemini.url },
      host: "127.0.0.1",
      port: portOf("convex", env),
      sitePort: portOf("convexSite", env),
      clock,
      log: () => {},
    });
    closers.push(() => convex.close());
    const waha = await startWaha({
      port: portOf("waha", env),
      apiKey: requireVariable(env, "WAHA_API_KEY"),
      stateDir: join(stateDir, "waha"),
      clock,
      globalHook: globalHookFrom(env),
      faults: faultSeedSchema.parse({}),
    });
    closers.push(() => waha.close());
    const clerk = await startClerk({
      port: portOf("clerk", env),
      secretKey: requireVariable(env, "CLERK_SECRET_KEY"),
      stateDir: join(stateDir, "clerk"),
    });
    closers.push(() => clerk.close());
    const { runtime } = convex;
    const callAs = (person: Identity, path: string, args: JSONValue) => ({
      path,
      args,
      caller: {
        kind: "user" as const,
        identity: person,
        expiresAt: clock.now() + YEAR_MS,
      },
      request: REQUEST,
    });
    const pending = (): number => {
      const due = clock.now() + SOON_MS;
      const read = (state: string, to: JSONValue[]) =>
        runtime.systemQuery("_scheduled_functions", "by_due", {
          from: [state],
          to,
          limit: 1,
        }).length;
      return (
        read("pending", ["pending", due]) + read("inProgress", ["inProgress"])
      );
    };
    return {
      clock,
      phone: createPhone(addressOf("waha", env)),
      async nextAnswer(text) {
        await fetch(`${gemini.url}/control/faults`, { method: "DELETE" });
        await fetch(`${gemini.url}/control/faults`, {
          method: "POST",
          body: JSON.stringify({ kind: "answer", text }),
        });
      },
      async as(person, path, args) {
        const outcome = await runtime.mutation(callAs(person, path, args));
        if (!outcome.ok) {
          throw new Failure(`${path} failed: ${outcome.errorMessage}`);
        }
        return outcome.value;
      },
      async ask(person, path, args) {
        const outcome = await runtime.withSnapshot((snapshot) =>
          snapshot.query(callAs(person, path, args)),
        );
        if (!outcome.ok) {
          throw new Failure(`${path} failed: ${outcome.errorMessage}`);
        }
        return outcome.value;
      },
      async settled() {
        const deadline = performance.now() + SETTLE_WITHIN_MS;
        let quiet = 0;
        while (quiet < 2 && performance.now() < deadline) {
          quiet = pending() === 0 ? quiet + 1 : 0;
          await pause(POLL_MS);
        }
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
