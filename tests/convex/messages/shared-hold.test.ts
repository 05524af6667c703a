import { beforeEach, describe, expect, test, vi } from "vitest";
import { internal } from "../../../convex/_generated/api";
import type { Doc } from "../../../convex/_generated/dataModel";
import { messageEvent } from "../../support/deliveries";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
  readBooks,
} from "../../support/product";
import { PLAIN_RUN } from "../../support/runs";
import { fakeVendors, type Vendors } from "../../support/vendors";

let t: Backend;
let vendors: Vendors;
let business: Business;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t);
  return () => vi.useRealTimers();
});

const say = (text: string) =>
  post(t, business, messageEvent(business, { text }));

async function openTurn(): Promise<Doc<"turns">> {
  const turn = await t.run((ctx) => ctx.db.query("turns").first());
  if (turn === null) throw new Error("No turn is open.");
  return turn;
}

function generate(turn: Doc<"turns">) {
  return t.action(internal.assistant.reply.generate, {
    turnId: turn._id,
    version: turn.version,
  });
}

/** Composed and stored, with the human pause still to come. */
function queue({ _id: turnId, version }: Doc<"turns">, text: string) {
  return t.mutation(internal.assistant.reply.complete, {
    turnId,
    version,
    outcome: { kind: "answer", text },
    run: PLAIN_RUN,
  });
}

function outbound() {
  return t.run(async (ctx) => {
    const messages = await ctx.db.query("messages").collect();
    return messages.filter(({ direction }) => direction === "outbound");
  });
}

const send = (message: Doc<"messages"> | undefined) => {
  if (message === undefined) throw new Error("Nothing is queued.");
  return t.action(internal.messages.sender.send, {
    messageId: message._id,
    paced: false,
  });
};

describe("the one hold of a turn", () => {
  test("pays one answer when the same version is generated twice", async () => {
    await say("When do you open?");
    const turn = await openTurn();
    await Promise.all([generate(turn), generate(turn)]);
    await drain(t);
    expect(vendors.sends).toHaveLength(1);
    expect((await readBooks(t, business.tenantId)).kinds).toEqual([
      "grant",
      "reserve",
      "capture",
    ]);
  });

  test("is not given back by a stale answer that comes to its send while the newer one is on its way", async () => {
    business = await createBusiness(t, { pacing: "on" });
    await say("When do you open?");
    await queue(await openTurn(), "The long, stale answer.");
    await say("On Sunday, I mean.");
    await queue(await openTurn(), "The newer answer.");
    const [stale, newer] = await outbound();
    const accept = vendors.onSend;
    vendors.onSend = async (sent) => {
      await send(stale);
      return accept(sent);
    };
    await send(newer);
    expect(vendors.sends.map(({ text }) => text)).toEqual([
      "The newer answer.",
    ]);
    expect((await readBooks(t, business.tenantId)).kinds).toEqual([
      "grant",
      "reserve",
      "capture",
    ]);
  });
});
