import { describe, expect, test } from "vitest";
import type { DemoResult } from "../../../local/cli/demo/conversation";
import { describeDemo, problemsOf } from "../../../local/cli/demo/verdict";

const GOOD: DemoResult = {
  ack: 200,
  duplicateAck: 200,
  reply: "We deliver for R45.",
  wahaSends: 1,
  captures: 1,
  availableBefore: 10,
  availableAfter: 9,
  ackMs: 12.5,
  replyMs: 2_000,
};

describe("the demo's verdict", () => {
  test("has nothing against a conversation that was answered and paid once", () => {
    expect(problemsOf(GOOD)).toEqual([]);
  });

  test.each<[Partial<DemoResult>, string]>([
    [{ ack: 401 }, "the webhook was answered 401, not 200"],
    [{ duplicateAck: 500 }, "its repetition was answered 500, not 200"],
    [{ reply: "  " }, "the reply is empty"],
    [{ wahaSends: 2 }, "2 messages were sent, not 1"],
    [{ captures: 0 }, "0 credits were captured, not 1"],
    [{ availableAfter: 8 }, "the credits went from 10 to 8"],
  ])("names what is wrong with %o", (change, problem) => {
    expect(problemsOf({ ...GOOD, ...change })).toEqual([problem]);
  });
});

test("the ledger is told in words", () => {
  const text = describeDemo({
    result: GOOD,
    timeline: [{ atMs: 12.4, text: "Thandi writes: Hi" }],
    entries: [
      {
        sequence: 2,
        kind: "reserve",
        credits: 1,
        balanceAfter: 10,
        reservedAfter: 1,
        reason: "answer to a customer",
      },
    ],
  });
  expect(text).toContain("12 ms  Thandi writes: Hi");
  expect(text).toContain(
    "#2  1 credit held (answer to a customer): balance 10, on hold 1",
  );
});
