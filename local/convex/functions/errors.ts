import type { JSONValue } from "convex/values";
import type { FunctionFailure } from "../types";
import { parseJson } from "../values/json";

/** A failure of a call on its way to the caller; `data` is a ConvexError's. */
export class CallError extends Error {
  readonly data: JSONValue | undefined;

  constructor(message: string, data?: JSONValue, cause?: unknown) {
    super(message, { cause });
    this.data = data;
  }
}

/** The call named nothing that can be called, so nothing ran and nothing failed. */
export class NoSuchFunction extends CallError {}

/** Words a thrown value as Convex does, keeping the data of a ConvexError. */
export function toCallError(thrown: unknown): CallError {
  if (thrown instanceof CallError) return thrown;
  if (!(thrown instanceof Error)) {
    return new CallError(`Uncaught ${String(thrown)}`);
  }
  const data = convexErrorData(thrown);
  if (data === undefined) {
    const { name, message } = thrown;
    return new CallError(`Uncaught ${name}: ${message}`, undefined, thrown);
  }
  const text = typeof data === "string" ? data : JSON.stringify(data);
  return new CallError(`Uncaught ConvexError: ${text}`, data, thrown);
}

/** The library has put the data into the error as JSON text by then. */
function convexErrorData(thrown: Error): JSONValue | undefined {
  if (!(Symbol.for("ConvexError") in thrown)) return undefined;
  const { data } = thrown as Error & { data?: unknown };
  return typeof data === "string" ? parseJson(data) : null;
}

export function toFailure(
  error: CallError,
  logLines: string[],
  redact: boolean,
): FunctionFailure {
  const errorMessage = redact ? "Server Error" : error.message;
  return error.data === undefined
    ? { ok: false, errorMessage, logLines }
    : { ok: false, errorMessage, errorData: error.data, logLines };
}
