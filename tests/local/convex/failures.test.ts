import { describe, expect, test } from "vitest";

import { scopeOf } from "../../../local/convex/engine/frame";
import {
  CallError,
  NoSuchFunction,
} from "../../../local/convex/functions/errors";
import { Failures } from "../../../local/convex/functions/failures";
import type { Caller } from "../../../local/convex/types";

function start(redactErrors = false, caller: Caller = { kind: "anonymous" }) {
  const messages: string[] = [];
  const failures = new Failures({
    log: () => undefined,
    redactErrors,
    onException: ({ message }) => messages.push(message),
    usesNode: () => false,
  });
  const request = { ip: null, userAgent: null, requestId: "r1" };
  const scope = scopeOf({ caller, request });
  return {
    messages,
    failures,
    mutation: { kind: "mutation", path: "a:write", scope } as const,
    action: { kind: "action", path: "a:act", scope } as const,
  };
}

const BROKE = "Uncaught Error: it broke";

describe.each([false, true])("when answers are redacted: %s", (redact) => {
  test("what an action rethrows is the exception it already was", () => {
    const { failures, messages, mutation, action } = start(redact);
    const { errorMessage } = failures.answer(new CallError(BROKE), mutation);
    const rethrown = new CallError(`Uncaught Error: ${errorMessage}`);
    failures.answer(rethrown, action);
    expect(errorMessage).toBe(redact ? "Server Error" : BROKE);
    expect(messages).toEqual([BROKE]);
  });

  test("two functions that fail alike are two exceptions", () => {
    const { failures, messages, mutation } = start(redact);
    failures.answer(new CallError(BROKE), mutation);
    failures.answer(new CallError(BROKE), mutation);
    expect(messages).toEqual([BROKE, BROKE]);
  });
});

test("the runtime's own reasons are an answer and no exception", () => {
  const { failures, messages, mutation } = start();
  const gone = new Error("The job is no longer pending.");
  expect(failures.answer(gone, mutation).ok).toBe(false);
  expect(messages).toEqual([]);
});

test("a name that nothing has is an exception only where we wrote it", () => {
  const unknown = new NoSuchFunction("Could not find function for 'a:act'.");
  const stranger = start();
  stranger.failures.answer(unknown, stranger.action);
  expect(stranger.messages).toEqual([]);
  const scheduler = start(false, { kind: "system" });
  scheduler.failures.answer(unknown, scheduler.action);
  expect(scheduler.messages).toEqual([unknown.message]);
});
