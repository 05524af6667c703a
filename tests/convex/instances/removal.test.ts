import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { outcome } from "../../support/outcome";
import { fakeGateway, type Gateway } from "../../support/gateway";
import { type Person, signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
  readBooks,
} from "../../support/product";
import { messageEvent } from "../../support/deliveries";

let t: Backend;
let gateway: Gateway;
let business: Business;
let owner: Person;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  gateway = fakeGateway();
  business = await createBusiness(t);
  owner = await signIn(t, business.tenantId, "owner");
  return () => vi.useRealTimers();
});

const numbers = () => owner.query(api.instances.numbers.list, {});

const row = (id: Id<"instances">) =>
  t.run((ctx) => ctx.db.get("instances", id));

async function setStatus(id: Id<"instances">, status: string): Promise<void> {
  const instance = await row(id);
  if (instance === null) throw new Error("No such number.");
  await t.mutation(internal.instances.status.update, {
    channel: {
      kind: "instance",
      instanceId: id,
      token: instance.webhookToken,
    },
    session: instance.sessionName,
    status,
    at: Date.now() + 1,
    accountId: null,
    restrictedUntil: null,
  });
}

describe("C1 removing a number", () => {
  const remove = () =>
    owner.mutation(api.instances.sessions.remove, {
      instanceId: business.instanceId,
    });

  async function conversation() {
    await post(t, business, messageEvent(business));
    await drain(t);
    const [first] = await t.run((ctx) =>
      ctx.db.query("conversations").collect(),
    );
    if (first === undefined) throw new Error("No conversation.");
    return first._id;
  }

  test("blocks what waits to be sent and gives its credits back; history stays", async () => {
    const conversationId = await conversation();
    const before = await readBooks(t, business.tenantId);
    gateway.calls.length = 0;
    const messageId = await owner.mutation(api.messages.outbound.write, {
      conversationId,
      text: "On our way",
      idempotencyKey: "removal-test",
    });
    await remove();
    await drain(t);
    const message = await t.run((ctx) => ctx.db.get("messages", messageId));
    expect(message).toMatchObject({
      status: "blocked",
      outbound: { reason: "not_connected" },
    });
    expect(await readBooks(t, business.tenantId)).toMatchObject({
      balance: before.balance,
      reserved: 0,
    });
    expect(
      gateway.calls.map(({ method, path }) => `${method} ${path}`),
    ).toEqual([`DELETE /api/sessions/${business.sessionName}`]);
    expect(await numbers()).toEqual([]);
    const kept = await t.run((ctx) =>
      ctx.db.get("conversations", conversationId),
    );
    expect(kept).not.toBeNull();
  });

  test("what the session still reports counts for nothing", async () => {
    await remove();
    await post(t, business, messageEvent(business));
    await setStatus(business.instanceId, "WORKING");
    expect(await row(business.instanceId)).toMatchObject({ status: "STOPPED" });
    const messages = await t.run((ctx) => ctx.db.query("messages").collect());
    expect(messages).toEqual([]);
  });

  test("a gateway that is away is asked again until it is gone, five times at most", async () => {
    gateway.answer = () => new Response("{}", { status: 503 });
    await remove();
    await drain(t);
    expect(gateway.calls).toHaveLength(5);
    gateway.calls.length = 0;
    gateway.answer = () => new Response("{}", { status: 404 });
    await drain(t);
    expect(gateway.calls).toEqual([]);
  });

  test("a removed number does not exist for anything else", async () => {
    await remove();
    expect(await outcome(remove())).toBe("NOT_FOUND");
    const { instanceId } = business;
    for (const work of [
      owner.mutation(api.instances.sessions.reconnect, { instanceId }),
      owner.mutation(api.instances.numbers.update, { instanceId, label: "x" }),
      owner.query(api.instances.pairing.get, { instanceId }),
    ]) {
      expect(await outcome(work)).toBe("NOT_FOUND");
    }
  });
});

describe("C1 settings of one number", () => {
  const update = (settings: {
    label?: string;
    aiEnabled?: boolean;
    pacing?: "off" | null;
    quietWindowMs?: number | null;
  }) =>
    owner.mutation(api.instances.numbers.update, {
      instanceId: business.instanceId,
      ...settings,
    });

  const sends = () =>
    gateway.calls.filter(({ path }) => path === "/api/sendText").length;

  test("the AI is silent on a number where it is off, and nothing is held", async () => {
    await update({ aiEnabled: false });
    await post(t, business, messageEvent(business));
    await drain(t);
    expect(sends()).toBe(0);
    expect((await readBooks(t, business.tenantId)).kinds).toEqual(["grant"]);
    await update({ aiEnabled: true });
    await post(t, business, messageEvent(business));
    await drain(t);
    expect(sends()).toBe(1);
  });

  test("its own wait for silence wins over the business's", async () => {
    await update({ quietWindowMs: 30_000 });
    await post(t, business, messageEvent(business));
    const [turn] = await t.run((ctx) => ctx.db.query("turns").collect());
    expect(turn?.dueAt).toBe(Date.now() + 30_000);
  });

  test("sends at once where the human pace is off", async () => {
    await owner.mutation(api.tenants.settings.update, { pacing: "on" });
    await update({ pacing: "off" });
    await post(t, business, messageEvent(business));
    await drain(t);
    const paths = gateway.calls.map(({ path }) => path);
    expect(paths).toContain("/api/sendText");
    expect(paths).not.toContain("/api/startTyping");
  });

  test.each([
    { label: " " },
    { quietWindowMs: -1 },
    { quietWindowMs: 60_001 },
    { quietWindowMs: 0.5 },
  ])("refuses %o", async (settings) => {
    expect(await outcome(update(settings))).toBe("VALIDATION_FAILED");
  });
});
