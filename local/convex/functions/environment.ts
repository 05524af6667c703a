import { inspect } from "node:util";
import { frames } from "../engine/frame";
import { asyncSyscall, syscall } from "../engine/syscalls";
import { jsSyscall } from "../engine/syscalls-js";
import { digest } from "./digest";

const MAX_LINES = 256;
const MAX_LINE = 4_096;

export type Log = (level: string, message: string, path: string) => void;

/** What bundled functions see instead of the globals of Node. */
export type FunctionEnvironment = ReturnType<typeof functionEnvironment>;

export function functionEnvironment(env: Record<string, string>, log: Log) {
  return {
    convex: { syscall, asyncSyscall, jsSyscall },
    now: () => {
      const frame = frames.getStore();
      return frame === undefined ? null : (frame.nowMs ?? frame.host.now());
    },
    refuse,
    digest,
    guard: (body: unknown) => guard(body, log),
    console: functionConsole(log),
    process: new Proxy(process, {
      get: (target, key): unknown =>
        key === "env" ? env : Reflect.get(target, key),
    }),
  };
}

function refuse(name: string) {
  const frame = frames.getStore();
  if (frame === undefined || frame.tx === null) return;
  throw new Error(
    `\`${name}\` is not supported in Convex queries or mutations. Move this code to an action.`,
  );
}

/** A timer of a function that throws is logged and does not end the process. */
function guard(body: unknown, log: Log) {
  if (typeof body !== "function") return body;
  return (...args: unknown[]): unknown => {
    try {
      return Reflect.apply(body, undefined, args);
    } catch (error) {
      log("error", inspect(error), frames.getStore()?.path ?? "timer");
      return undefined;
    }
  };
}

function functionConsole(log: Log): Console {
  return new Proxy(console, {
    get: (target, key): unknown => {
      const level = LEVELS.get(key);
      if (level === undefined) return Reflect.get(target, key);
      return (...parts: unknown[]) => writeLine(level, parts, log);
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

function writeLine(level: string, parts: unknown[], log: Log) {
  const frame = frames.getStore();
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
