import { join } from "node:path";
import { isReplaced, type AddressedService } from "../addresses";
import { portOf, type LocalService } from "../ports";
import { buildApp, withoutNodeEnv } from "./app-build";
import type { NeededPort } from "./checks";
import { startChild, type Child } from "./child";
import { addressesOf, stateDirOf, type Env } from "./environment";
import { anyAnswer, success, waitUntilReady } from "./readiness";

export type Service = {
  ports: NeededPort[];
  /** What must be there before it starts. */
  prepare?(signal: AbortSignal): Promise<void>;
  start(env: Env, onComplaint: (line: string) => void): Child;
  ready(child: Child, env: Env): Promise<void>;
};

const READY_MS = 60_000;
const STAND_INS = [
  "waha",
  "gemini",
  "upstash",
  "clerk",
  "sentry",
  "polar",
] as const;

const LABELS: Partial<Record<LocalService, string>> = {
  app: "the web app",
  convex: "the Convex runtime",
  convexSite: "Convex HTTP actions",
  waha: "the WAHA stand-in",
  gemini: "the Gemini stand-in",
  upstash: "the Upstash stand-in",
  clerk: "the Clerk stand-in",
  sentry: "the Sentry stand-in",
  polar: "the Polar stand-in",
};

function needed(service: LocalService, env: Env): NeededPort {
  return { port: portOf(service, env), service: LABELS[service] ?? service };
}

function logFile(env: Env, name: string): string {
  return join(stateDirOf(env), "logs", `${name}.log`);
}

/** The Convex runtime; null when the environment names another deployment. */
export function convexService(env: Env): Service | null {
  if (isReplaced("convex", env)) return null;
  return {
    ports: [needed("convex", env), needed("convexSite", env)],
    start: (childEnv, onComplaint) =>
      startChild({
        name: "the Convex runtime",
        command: ["local/run.mjs", "local/convex/main.ts"],
        env: {
          ...childEnv,
          CONVEX_STATE_DIR: join(stateDirOf(env), "convex"),
          CONVEX_PORT: String(portOf("convex", env)),
          CONVEX_SITE_PORT: String(portOf("convexSite", env)),
        },
        logFile: logFile(env, "convex"),
        onComplaint,
      }),
    ready: (child) => {
      const { convex } = addressesOf(env);
      const site = `http://127.0.0.1:${portOf("convexSite", env)}`;
      return waitUntilReady(
        child,
        [
          { url: `${convex}/version`, isGood: success },
          { url: site, isGood: anyAnswer },
        ],
        READY_MS,
      );
    },
  };
}

/** The stand-ins whose addresses are their own; null when there is none. */
export function standInService(env: Env): Service | null {
  const wanted = STAND_INS.filter(
    (service: AddressedService) => !isReplaced(service, env),
  );
  if (wanted.length === 0) return null;
  return {
    ports: wanted.map((service) => needed(service, env)),
    start: (childEnv, onComplaint) =>
      startChild({
        name: "the stand-ins",
        command: ["local/run.mjs", "local/standins.ts"],
        env: { ...childEnv, LOCAL_STATE_DIR: stateDirOf(env) },
        logFile: logFile(env, "standins"),
        onComplaint,
      }),
    ready: (child) => {
      const addresses = addressesOf(env);
      return waitUntilReady(
        child,
        wanted.map((service) => ({
          url: addresses[service],
          isGood: anyAnswer,
        })),
        READY_MS,
      );
    },
  };
}

/** The web app, built when its build is missing or stale. */
export function appService(env: Env, say: (line: string) => void): Service {
  return {
    ports: [needed("app", env)],
    prepare: (signal) => buildApp(env, say, signal),
    start: (childEnv, onComplaint) =>
      startChild({
        name: "the web app",
        command: [
          "node_modules/next/dist/bin/next",
          "start",
          "--hostname",
          "127.0.0.1",
          "--port",
          String(portOf("app", env)),
        ],
        env: withoutNodeEnv(childEnv),
        // It keeps no state, and waits for idle connections of browsers.
        patienceMs: 500,
        logFile: logFile(env, "app"),
        onComplaint,
      }),
    ready: (child) =>
      waitUntilReady(
        child,
        [{ url: addressesOf(env).app, isGood: success }],
        READY_MS,
      ),
  };
}
