import { rmSync } from "node:fs";
import { join } from "node:path";
import { tryLock } from "../../convex/lock";
import { lockCloud } from "../cloud";
import { readEnvironment, stateDirOf } from "../environment";
import { Failure, reasonOf } from "../failure";
import { parseOptions } from "../options";

const STATE = [
  "convex",
  "clerk",
  "gemini",
  "logs",
  "sentry",
  "upstash",
  "waha",
] as const;

const RUNNING =
  "The local cloud is running; stop it first (Ctrl-C in its terminal), then reset.";

/** `local -- reset`: removes all local state; `.env.local` stays. */
export async function reset(args: readonly string[]): Promise<number> {
  parseOptions(args, {});
  const env = readEnvironment(process.env);
  const stateDir = stateDirOf(env);
  const lock = lockCloud(env);
  if (lock === null) throw new Failure(RUNNING);
  try {
    // A runtime that was started on its own holds only its own state.
    const runtime = tryLock(join(stateDir, "convex"));
    if (runtime === null) throw new Failure(RUNNING);
    runtime.release();
    for (const name of STATE) {
      rmSync(join(stateDir, name), { recursive: true, force: true });
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`The state could not be removed: ${reasonOf(error)}`);
  } finally {
    lock.release();
  }
  console.log(`Removed the local state in ${stateDir}.`);
  return 0;
}
