import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { verifyBooks } from "../../../lib/credits/books";
import { ackEvent, messageEvent } from "../../support/deliveries";
import {
  createBackend,
  createBusiness,
  drain,
  post,
} from "../../support/product";
import { exportBooks } from "../../support/verify-tenant";
import {
  fakeVendors,
  json,
  modelAnswer,
  type Sent,
} from "../../support/vendors";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const gateway = fc.constantFrom(
  "accepts",
  "refuses",
  "breaks",
  "loses the answer",
  "limits",
  "acks an error",
);
const model = fc.constantFrom("answers", "breaks", "asks for a human");
const step = fc.record({
  gateway,
  model,
  customer: fc.integer({ min: 1, max: 3 }),
  text: fc.constantFrom("When do you open?", "STOP", "START", "agent please"),
  lookup: fc.boolean(),
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function answerSend(outcome: Step["gateway"], sent: Sent): Response {
  switch (outcome) {
    case "accepts":
    case "acks an error":
      return json({ id: `true_${sent.chatId}_${sent.id}` }, 201);
    case "refuses":
      return json({ message: "bad" }, 400);
    case "limits":
      return json({}, 429);
    case "breaks":
      return json({ exception: { message: "boom" } }, 500);
    case "loses the answer":
      throw new TypeError("reset");
  }
}

function answerPrompt(outcome: Step["model"]): Response {
  if (outcome === "breaks") return json({ error: { message: "busy" } }, 503);
  return modelAnswer(
    outcome === "answers" ? "We open at eight." : "[[HANDOFF: unsure]]",
  );
}

test("E4 N1 whatever the customers, the model and the gateway do, the books verify", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 6 }),
      fc.array(step, { minLength: 1, maxLength: 8 }),
      async (credits, steps) => {
        const t = createBackend();
        const vendors = fakeVendors();
        const business = await createBusiness(t, { credits });
        for (const { customer, ...now } of steps) {
          const chatId = `2783111000${String(customer)}@c.us`;
          const before = vendors.sends.length;
          vendors.onSend = (sent) => answerSend(now.gateway, sent);
          vendors.onPrompt = () => answerPrompt(now.model);
          vendors.onLookup = () =>
            json(
              now.lookup
                ? vendors.sends.slice(before).map((sent) => ({
                    id: `true_${sent.chatId}_${sent.id}`,
                    timestamp: Math.floor(Date.now() / 1000),
                    fromMe: true,
                    body: sent.text,
                  }))
                : [],
            );
          await post(
            t,
            business,
            messageEvent(business, { from: chatId, text: now.text }),
          );
          await drain(t);
          if (now.gateway !== "acks an error") continue;
          for (const sent of vendors.sends.slice(before)) {
            await post(t, business, ackEvent(business, sent.id, -1, chatId));
          }
        }
        const books = await exportBooks(t, business.tenantId);
        const verdict = await verifyBooks(books);
        expect(verdict.problems).toEqual([]);
        expect(books.wallet.reserved).toBe(0);
        expect(books.wallet.balance).toBeGreaterThanOrEqual(0);
      },
    ),
    { numRuns: 40 },
  );
});

test("a changed amount, a missing entry and an unpaid message are each named", async () => {
  const t = createBackend();
  fakeVendors();
  const business = await createBusiness(t);
  await post(t, business, messageEvent(business));
  await drain(t);
  const books = await exportBooks(t, business.tenantId);
  expect((await verifyBooks(books)).ok).toBe(true);

  const changed = structuredClone(books);
  const [, second] = changed.entries;
  if (second === undefined) throw new Error("No second entry.");
  second.credits = 2;
  const first = (await verifyBooks(changed)).problems[0];
  expect(first?.entry).toBe(2);

  const missing = structuredClone(books);
  missing.entries.splice(1, 1);
  expect((await verifyBooks(missing)).ok).toBe(false);

  const unpaid = structuredClone(books);
  unpaid.messages.push({
    id: "unpaid",
    status: "sent",
    reservationId: null,
    refunded: false,
    unbilled: false,
  });
  expect(
    (await verifyBooks(unpaid)).problems.some(({ id }) => id === "unpaid"),
  ).toBe(true);
});
