import { describe, expect, test } from "vitest";
import { judge, type Fate } from "../../../scripts/trials/fates";
import type { Message, State } from "../../../scripts/trials/state";

const CHAT = "27720000001@c.us";
const ASKED = { phone: "27720000001", bareId: "Q1" };

const question: Message = {
  _id: "m1",
  conversationId: "c1",
  direction: "inbound",
  externalId: "Q1",
  status: "received",
  outbound: null,
};

function answer(
  externalId: string,
  status: string,
  turnId: string | null = "t1",
): Message {
  return {
    _id: `m-${externalId}`,
    conversationId: "c1",
    direction: "outbound",
    externalId,
    status,
    outbound: { turnId, reason: null },
  };
}

type World = {
  messages: Message[];
  sent: string[];
  turn?: string;
  handoff?: unknown;
};

function fateIn({ messages, sent, turn = "answered", handoff }: World): Fate {
  const state: State = {
    conversations: [
      { _id: "c1", tenantId: "x", chatId: CHAT, handoff: handoff ?? null },
    ],
    messages,
    turns: [{ _id: "t1", conversationId: "c1", status: turn }],
  };
  const fates = judge([ASKED], state, new Map([[CHAT, sent]]));
  const fate = fates.get("Q1");
  if (fate === undefined) throw new Error("Not judged.");
  return fate;
}

describe("the judgement of a trial", () => {
  test("takes a reply that the gateway sent for an answer", () => {
    const messages = [question, answer("A1", "delivered")];
    expect(fateIn({ messages, sent: ["A1"] })).toBe("answered");
  });

  test("does not take our word for a reply that the gateway never sent", () => {
    const messages = [question, answer("A1", "sent")];
    expect(fateIn({ messages, sent: [] })).toBe("lost");
  });

  test("takes a person who was called for an end", () => {
    const messages = [question, answer("A1", "failed")];
    const handoff = { reason: "send_failed" };
    expect(fateIn({ messages, sent: [], handoff })).toBe("handed_over");
  });

  test("finds what nobody answered, what was never stored and what is still open", () => {
    expect(fateIn({ messages: [question], sent: [] })).toBe("lost");
    expect(fateIn({ messages: [], sent: [] })).toBe("lost");
    const messages = [question, answer("A1", "sent")];
    expect(fateIn({ messages, sent: ["A1"], turn: "open" })).toBe("lost");
  });

  test("finds a question that was stored twice", () => {
    const messages = [question, { ...question, _id: "m2" }];
    const handoff = { reason: "model_asked" };
    expect(fateIn({ messages, sent: [], handoff })).toBe("lost");
  });

  test.each([
    ["two replies to one turn", ["A1", "A2"]],
    ["one reply sent twice", ["A1", "A1"]],
    ["a reply nobody ordered", ["A1", "A9"]],
  ])("finds %s", (_what, sent) => {
    const messages = [question, answer("A1", "sent"), answer("A2", "sent")];
    expect(fateIn({ messages, sent })).toBe("doubled");
  });
});
