import type { Frame } from "../engine/frame";
import type { Caller, FunctionFailure } from "../types";
import { canonicalPath } from "../udf-path";
import { CallError, NoSuchFunction, toCallError, toFailure } from "./errors";

/** An exception that a function threw or left behind, in Convex's words. */
export type FunctionException = {
  message: string;
  stack: string | null;
  /** `messages/inbound:receive`, `POST /webhooks/*`; null outside any call. */
  func: string | null;
  kind: Frame["kind"];
  usesNode: boolean;
  caller: Caller | null;
  requestId: string | null;
};

export type OnException = (exception: FunctionException) => void;

/** The call that failed. */
export type Failing = Pick<Frame, "kind" | "path" | "scope">;

export type FailureOptions = {
  log: (level: string, message: string, path: string) => void;
  redactErrors: boolean;
  onException: OnException | null;
  usesNode: (path: string) => boolean;
};

/** What becomes of a failure: an answer, a line in the log and one exception. */
export class Failures {
  readonly #options: FailureOptions;

  constructor(options: FailureOptions) {
    this.#options = options;
  }

  answer(thrown: unknown, call: Failing): FunctionFailure {
    const { log, redactErrors } = this.#options;
    const error = toCallError(thrown);
    const level = error.data === undefined ? "error" : "info";
    log(level, stackOf(error) ?? error.message, call.path);
    this.raise(thrown, call);
    const { logLines, raised } = call.scope;
    const failure = toFailure(error, logLines, redactErrors);
    // An action that rethrows has only these words.
    if (redactErrors) raised.push(failure.errorMessage);
    return failure;
  }

  /**
   * Passes an exception on, unless it is an answer (a ConvexError), the
   * runtime's own (a job that was canceled meanwhile) or a rethrown one: an
   * action gets an error of what it calls in words only, and those come last.
   */
  raise(thrown: unknown, { kind, path, scope }: Failing): void {
    if (!(thrown instanceof CallError) || thrown.data !== undefined) return;
    const { caller, raised, request } = scope;
    // Strangers may call whatever name they think of.
    if (thrown instanceof NoSuchFunction && caller.kind !== "system") return;
    const { message } = thrown;
    const isRethrown = (known: string): boolean =>
      message !== known && message.endsWith(known);
    if (raised.some(isRethrown)) return;
    raised.push(message);
    this.#options.onException?.({
      message,
      stack: stackOf(thrown),
      func: kind === "http" ? path : canonicalPath(path),
      kind,
      usesNode: this.#options.usesNode(path),
      caller,
      requestId: request.requestId,
    });
  }

  /** What a function left behind threw when nobody waited for it any more. */
  stray(thrown: unknown, path: string | null): void {
    const error = toCallError(thrown);
    const { message, data } = error;
    this.#options.log("error", stackOf(error) ?? message, path ?? "action");
    if (data !== undefined) return;
    this.#options.onException?.({
      message,
      stack: stackOf(error),
      func: path,
      kind: "action",
      usesNode: path !== null && this.#options.usesNode(path),
      caller: null,
      requestId: null,
    });
  }
}

function stackOf({ cause }: CallError): string | null {
  return cause instanceof Error ? (cause.stack ?? null) : null;
}
