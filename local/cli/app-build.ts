import { createHash } from "node:crypto";
import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { startChild } from "./child";
import { ROOT, stateDirOf, type Env } from "./environment";
import { Failure } from "./failure";

/** Everything the web app is built from. */
const INPUTS = [
  "app",
  "components",
  "convex/_generated",
  "lib",
  "public",
  "instrumentation-client.ts",
  "instrumentation.ts",
  "middleware.ts",
  "next.config.ts",
  "package-lock.json",
  "postcss.config.mjs",
  "tsconfig.json",
];

const BUILD = join(ROOT, ".next");
const BUILD_ID = join(BUILD, "BUILD_ID");
const STAMP = join(BUILD, "built-from");
const SHOWN_LINES = 30;

function filesIn(path: string): string[] {
  const absolute = join(ROOT, path);
  if (!existsSync(absolute)) return [];
  if (!statSync(absolute).isDirectory()) return [path];
  return readdirSync(absolute)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}

/** What the build depends on: sources, and the variables that are fixed in it. */
function fingerprint(env: Env): string {
  const hash = createHash("sha256");
  for (const path of INPUTS.flatMap(filesIn)) {
    hash.update(`${path}\0`).update(readFileSync(join(ROOT, path)));
  }
  for (const name of Object.keys(env).sort()) {
    if (name.startsWith("NEXT_PUBLIC_")) {
      hash.update(`${name}=${env[name] ?? ""}\0`);
    }
  }
  return hash.digest("hex");
}

function isFresh(wanted: string): boolean {
  return (
    existsSync(BUILD_ID) &&
    existsSync(STAMP) &&
    readFileSync(STAMP, "utf8") === wanted
  );
}

/** Next chooses NODE_ENV itself, and reports to nobody. */
export function withoutNodeEnv(env: Env): Env {
  const { NODE_ENV: _chosenByNext, ...rest } = env;
  return { ...rest, NEXT_TELEMETRY_DISABLED: "1" };
}

/** Builds the web app unless the build at hand is of these sources; throws with the end of its output. */
export async function buildApp(
  env: Env,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  // For tests and for those who build on their own: whatever build there is.
  if (env["APP_BUILD"] === "keep" && existsSync(BUILD_ID)) return;
  const wanted = fingerprint(env);
  if (isFresh(wanted)) return;
  say("Building the web app; this takes about a minute, once …");
  const logFile = join(stateDirOf(env), "logs", "build.log");
  const build = startChild({
    name: "the build of the web app",
    command: ["node_modules/next/dist/bin/next", "build"],
    env: withoutNodeEnv(env),
    logFile,
    onComplaint: () => undefined,
  });
  const stop = (): void => {
    void build.stop();
  };
  signal.addEventListener("abort", stop);
  const how = await build.ended;
  signal.removeEventListener("abort", stop);
  if (how !== "ended with code 0") {
    const output = readFileSync(logFile, "utf8").trimEnd().split("\n");
    throw new Failure(
      `${output.slice(-SHOWN_LINES).join("\n")}\n\nThe web app could not be built; the reason is above and in ${logFile}.`,
    );
  }
  writeFileSync(STAMP, wanted);
}
