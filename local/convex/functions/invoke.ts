import type { JSONValue } from "convex/values";
import { type Frame, endFrame, frames } from "../engine/frame";
import { MAX_CALL_BYTES } from "../engine/usage";
import type { Caller, FunctionKind } from "../types";
import { canonicalPath } from "../udf-path";
import { parseJson } from "../values/json";
import { sizeOf } from "../values/size";
import { CallError, NoSuchFunction, toCallError } from "./errors";
import type { LoadedFunction } from "./exported";
import type { Generation } from "./generation";

const USER_TIME_MS = 1_000;
const ACTION_TIME_MS = 600_000;

/** Finds a function by its wire path, or throws as Convex words it. */
export function resolveFunction(
  generation: Generation,
  path: string,
  kind: FunctionKind | null,
  caller: Caller | "function",
): LoadedFunction {
  const found = generation.functions.get(canonicalPath(path));
  const internal =
    caller === "function" ||
    caller.kind === "admin" ||
    caller.kind === "system";
  if (found === undefined || (!found.isPublic && !internal)) {
    const what = internal ? "function" : "public function";
    throw new NoSuchFunction(
      `Could not find ${what} for '${path}'. Did you forget to run \`npx convex dev\` or \`npx convex deploy\`?`,
    );
  }
  if (kind !== null && found.kind !== kind) {
    throw new NoSuchFunction(
      `Trying to execute ${path} as ${capital(kind)}, but it is defined as ${capital(found.kind)}.`,
    );
  }
  return found;
}

/**
 * Runs a function in its frame: arguments checked, time bounded, value checked.
 * Answers the JSON text of the value; throws CallError.
 */
export async function invokeFunction(
  frame: Frame,
  found: LoadedFunction,
  args: JSONValue,
  /** Runs it; in this thread unless told otherwise. */
  run: LoadedFunction["invoke"] = found.invoke,
): Promise<string> {
  const given = Array.isArray(args) ? (args[0] ?? {}) : args;
  try {
    checkArguments(found, given);
    const running = frames.run(frame, () => run(JSON.stringify([given])));
    const limit = found.kind === "action" ? ACTION_TIME_MS : USER_TIME_MS;
    const text = await withinTime(running, limit);
    checkReturn(found, text);
    return text;
  } catch (thrown) {
    throw toCallError(thrown);
  } finally {
    endFrame(
      frame,
      `${found.path} has already ended: await every call it makes before it returns`,
    );
  }
}

function checkArguments(found: LoadedFunction, args: JSONValue) {
  const mismatch = found.args(args, "");
  if (mismatch !== null) {
    throw new CallError(`ArgumentValidationError: ${mismatch.reason}`);
  }
  requireCallSize(args, found, "arguments");
}

function checkReturn(found: LoadedFunction, text: string) {
  if (found.returns === null && text.length * 3 <= MAX_CALL_BYTES) return;
  const value = parseJson(text);
  const mismatch = found.returns?.(value, "") ?? null;
  if (mismatch !== null) {
    throw new CallError(`ReturnsValidationError: ${mismatch.reason}`);
  }
  if (text.length * 3 > MAX_CALL_BYTES) {
    requireCallSize(value, found, "return value");
  }
}

function requireCallSize(
  value: JSONValue,
  found: LoadedFunction,
  what: string,
) {
  const size = sizeOf(value);
  if (size <= MAX_CALL_BYTES) return;
  throw new CallError(
    `Function ${found.path} ${what} too large: ${size} bytes (limit: ${MAX_CALL_BYTES} bytes)`,
  );
}

/** The timer can only fire while the function waits for something outside it. */
function withinTime<T>(running: Promise<T>, limitMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(
        new CallError(
          `Function execution timed out (maximum duration: ${limitMs / 1000}s)`,
        ),
      );
    }, limitMs);
    running.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
