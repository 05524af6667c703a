import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { prepareEnvironment } from "../../scripts/lib/env-file.mjs";
import { addressOf } from "../addresses";
import { loadEnvironment } from "../convex/env-file";
import { localUrl } from "../ports";
import { Failure, reasonOf } from "./failure";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export type Env = Readonly<Record<string, string>>;

/** `.env.local`, made when it is missing, with the process's variables over it. */
export function readEnvironment(
  processEnv: Readonly<Record<string, string | undefined>>,
): Env {
  try {
    prepareEnvironment(ROOT);
    return loadEnvironment(join(ROOT, ".env.local"), processEnv);
  } catch (error) {
    throw new Failure(reasonOf(error));
  }
}

/** A variable that must be set. */
export function requireVariable(env: Env, name: string): string {
  const value = env[name];
  if (value === undefined || value === "") {
    throw new Failure(
      `${name} is not set; .env.example explains it, .env.local holds it.`,
    );
  }
  return value;
}

/** Where the local cloud keeps its state. */
export function stateDirOf(env: Env): string {
  return resolve(ROOT, env["LOCAL_STATE_DIR"] ?? ".local");
}

export type Addresses = {
  app: string;
  convex: string;
  convexSite: string;
  waha: string;
  phone: string;
  gemini: string;
  upstash: string;
  clerk: string;
  sentry: string;
  polar: string;
};

/** Every address a script needs; throws when one cannot be read. */
export function addressesOf(env: Env): Addresses {
  try {
    const waha = addressOf("waha", env);
    return {
      app: localUrl("app", env),
      convex: addressOf("convex", env),
      convexSite: addressOf("convexSite", env),
      waha,
      phone: `${waha}/phone`,
      gemini: addressOf("gemini", env),
      upstash: addressOf("upstash", env),
      clerk: addressOf("clerk", env),
      sentry: addressOf("sentry", env),
      polar: addressOf("polar", env),
    };
  } catch (error) {
    throw new Failure(reasonOf(error));
  }
}
