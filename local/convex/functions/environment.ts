import { inspect } from "node:util";
import type { Frame, Host } from "../engine/frame";
import { digest, sign, verify } from "./subtle";

const MAX_LINES = 256;
const MAX_LINE = 4_096;

export type Log = (level: string, message: string, path: string) => void;

/** What the environment needs to know of the function that runs. */
export type Running = Pick<Frame, "path" | "nowMs" | "tx"> & {
  readonly host: Pick<Host, "now">;
  readonly scope: { logLines: string[] };
};

export type EnvironmentOptions = {
  env: Record<string, string>;
  log: Log;
  /** Told of what a timer throws; `path` is the function that set it. */
  stray: (thrown: unknown, path: string | null) => void;
  /** What the package `convex` calls. */
  convex: object;
  current: () => Running | undefined;
};

/** What bundled functions see instead of the globals of Node. */
export function functionEnvironment(options: EnvironmentOptions) {
  const { env, convex, current } = options;
  return {
    convex,
    now: () => {
      const frame = current();
      return frame === undefined ? null : (frame.nowMs ?? frame.host.now());
    },
    refuse: (name: string) => refuse(name, current()),
    subtle: { digest, sign, verify },
    guard: (body: unknown) => guard(body, options),
    console: functionConsole(options),
    process: new Proxy(process, {
      get: (target, key): unknown =>
        key === "env" ? env : Reflect.get(target, key),
    }),
  };
}

function refuse(name: string, frame: Running | undefined) {
  if (frame === undefined || frame.tx === null) return;
  throw new Error(
    `\`${name}\` is not supported in Convex queries or mutations. Move this code to an action.`,
  );
}

/** A timer of a function that throws does not end the process. */
function guard(body: unknown, { stray, current }: EnvironmentOptions) {
  if (typeof body !== "function") return body;
  return (...args: unknown[]): unknown => {
    try {
      return Reflect.apply(body, undefined, args);
    } catch (error) {
      stray(error, current()?.path ?? null);
      return undefined;
    }
  };
}

function functionConsole(options: EnvironmentOptions): Console {
  return new Proxy(console, {
    get: (target, key): unknown => {
      const level = LEVELS.get(key);
      if (level === undefined) return Reflect.get(target, key);
      return (...parts: unknown[]) => writeLine(level, parts, options);
    },
  });
}

const LEVELS = new Map<string | symbol, string>([
  ["debug", "DEBUG"],
  ["log", "LOG"],
  ["info", "INFO"],
  ["warn", "WARN"],
  ["error", "ERROR"],
  ["trace", "LOG"],
]);

function writeLine(
  level: string,
  parts: unknown[],
  { log, current }: EnvironmentOptions,
) {
  const frame = current();
  const text = parts
    .map((part) => inspect(part, { depth: 4 }))
    .join(" ")
    .slice(0, MAX_LINE);
  const lines = frame?.scope.logLines;
  if (lines !== undefined && lines.length < MAX_LINES) {
    lines.push(`[${level}] ${text}`);
  }
  log(level.toLowerCase(), text, frame?.path ?? "module");
}
