import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { isReplaced } from "./addresses";
import { clerkFaultSeedSchema } from "./clerk/faults";
import { startClerk } from "./clerk/server";
import { startGemini } from "./gemini/server";
import { modelFaultSeedSchema } from "./gemini/faults";
import { polarFaultSeedSchema } from "./polar/faults";
import { polarOptionsFrom } from "./polar/options";
import { startPolar } from "./polar/server";
import { portOf, type Environment } from "./ports";
import { startSentry } from "./sentry/server";
import type { RunningServer } from "./shared/http";
import { startUpstash } from "./upstash/server";
import { globalHookFrom } from "./waha/global-hook";
import { faultSeedSchema } from "./waha/faults";
import { startWaha } from "./waha/server";

type StandIn = "waha" | "gemini" | "upstash" | "clerk" | "sentry" | "polar";

function parseSeed(text: string | undefined): unknown {
  return text === undefined || text === "" ? undefined : JSON.parse(text);
}

function requireValue(env: Environment, name: string): string {
  const value = env[name];
  if (value === undefined || value === "") {
    throw new Error(`${name} is not set.`);
  }
  return value;
}

function starters(
  env: Environment,
  stateDir: string,
): Partial<Record<StandIn, () => Promise<RunningServer>>> {
  const all: Record<StandIn, [boolean, () => Promise<RunningServer>]> = {
    waha: [
      !isReplaced("waha", env),
      () =>
        startWaha({
          port: portOf("waha", env),
          apiKey: requireValue(env, "WAHA_API_KEY"),
          stateDir: join(stateDir, "waha"),
          globalHook: globalHookFrom(env),
          modelUrl: isReplaced("gemini", env)
            ? null
            : `http://127.0.0.1:${portOf("gemini", env)}`,
          faults: faultSeedSchema.parse(
            parseSeed(env["WAHA_STANDIN_FAULTS"]) ?? {},
          ),
        }),
    ],
    gemini: [
      !isReplaced("gemini", env),
      () =>
        startGemini({
          port: portOf("gemini", env),
          latencyMs: Number(env["GEMINI_STANDIN_LATENCY_MS"] ?? 0),
          faults: modelFaultSeedSchema.parse(
            parseSeed(env["GEMINI_STANDIN_FAULTS"]) ?? [],
          ),
        }),
    ],
    upstash: [
      !isReplaced("upstash", env),
      () =>
        startUpstash({
          port: portOf("upstash", env),
          token: requireValue(env, "UPSTASH_REDIS_REST_TOKEN"),
          redisUrl: env["REDIS_URL"] ?? null,
        }),
    ],
    clerk: [
      !isReplaced("clerk", env),
      () =>
        startClerk({
          port: portOf("clerk", env),
          secretKey: requireValue(env, "CLERK_SECRET_KEY"),
          stateDir: join(stateDir, "clerk"),
          faults: clerkFaultSeedSchema.parse(
            parseSeed(env["CLERK_STANDIN_FAULTS"]) ?? [],
          ),
          // On standard error, which the terminal shows: nobody mails it.
          announce: (line) => {
            console.error(line);
          },
        }),
    ],
    sentry: [
      !isReplaced("sentry", env),
      () => startSentry({ port: portOf("sentry", env) }),
    ],
    polar: [
      !isReplaced("polar", env),
      () =>
        startPolar({
          ...polarOptionsFrom(env),
          port: portOf("polar", env),
          stateDir: join(stateDir, "polar"),
          faults: polarFaultSeedSchema.parse(
            parseSeed(env["POLAR_STANDIN_FAULTS"]) ?? [],
          ),
        }),
    ],
  };
  return Object.fromEntries(
    Object.entries(all)
      .filter(([, [wanted]]) => wanted)
      .map(([name, [, start]]) => [name, start]),
  );
}

export interface StandIns {
  urls: Partial<Record<StandIn, string>>;
  close(): Promise<void>;
}

/**
 * Starts every stand-in whose address in the environment is the local default.
 * When one of them cannot start, the others are closed and its reason is thrown.
 */
export async function startStandIns(
  env: Environment,
  stateDir: string,
): Promise<StandIns> {
  if (env["NODE_ENV"] === "production") {
    throw new Error("The stand-ins do not start with NODE_ENV=production.");
  }
  const running = new Map<string, RunningServer>();
  const close = async (): Promise<void> => {
    await Promise.all([...running.values()].map((server) => server.close()));
  };
  try {
    for (const [name, start] of Object.entries(starters(env, stateDir))) {
      running.set(name, await start());
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    urls: Object.fromEntries(
      [...running].map(([name, { url }]) => [name, url]),
    ),
    close,
  };
}

async function main(): Promise<void> {
  const standIns = await startStandIns(
    process.env,
    process.env["LOCAL_STATE_DIR"] ?? ".local",
  );
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void standIns.close().then(() => process.exit(0));
  };
  process.on("uncaughtException", (error) => {
    console.error(`The stand-ins stop: ${error.message}`);
    process.exit(1);
  });
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  console.log(JSON.stringify({ ready: true, ...standIns.urls }));
}

const entry = process.argv[1];
if (entry !== undefined && import.meta.url === pathToFileURL(entry).href) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  });
}
