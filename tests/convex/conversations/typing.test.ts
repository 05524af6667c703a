import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { inboxOf, write } from "../../support/inbox";
import { type Person, signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
} from "../../support/product";
import { fakeVendors, type Vendors } from "../../support/vendors";

const ANNA = "27831110001@c.us";

let t: Backend;
let vendors: Vendors;
let business: Business;
let agent: Person;
let conversationId: Id<"conversations">;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t);
  agent = await signIn(t, business.tenantId, "agent");
  await write(t, business, { from: ANNA });
  const [row] = await inboxOf(agent);
  if (row === undefined) throw new Error("No conversation.");
  conversationId = row.id;
  return () => vi.useRealTimers();
});

const doing = (state: string, id = ANNA, session = business.sessionName) =>
  post(t, business, {
    session,
    event: "presence.update",
    payload: { id, presences: [{ participant: id, lastKnownPresence: state }] },
  });

const look = () =>
  agent.mutation(api.conversations.presence.beat, {
    conversationId,
    isTyping: false,
  });

const seen = () =>
  agent.query(api.conversations.typing.get, { conversationId });

const rows = () => t.run((ctx) => ctx.db.query("customerTypings").collect());

describe("a customer who is writing", () => {
  test("is seen by who looks at the conversation, until they stop", async () => {
    await look();
    await doing("typing");
    expect(await seen()).toMatchObject({ doing: "typing" });
    await doing("recording");
    expect(await seen()).toMatchObject({ doing: "recording" });
    expect(await rows()).toHaveLength(1);
    await doing("paused");
    expect(await seen()).toBeNull();
  });

  test("costs no row while nobody looks", async () => {
    expect((await doing("typing")).status).toBe(200);
    expect(await rows()).toEqual([]);
  });

  test("is forgotten when WhatsApp does not repeat it", async () => {
    await look();
    await doing("typing");
    const until = (await seen())?.expiresAt ?? 0;
    expect(until).toBeGreaterThan(Date.now());
    vi.setSystemTime(until + 1);
    await t.mutation(internal.conversations.presence.forgetExpired, {});
    expect(await rows()).toEqual([]);
  });

  test("is nobody a stranger's presence brings into being", async () => {
    await look();
    await doing("typing", "27839999999@c.us");
    await doing("typing", "120363041@g.us");
    expect(await rows()).toEqual([]);
    expect(
      await t.run((ctx) => ctx.db.query("contacts").collect()),
    ).toHaveLength(1);
  });

  test("is not told by another session than the key's own", async () => {
    await look();
    await doing("typing", ANNA, "somebody-elses");
    expect(await rows()).toEqual([]);
  });

  test("is asked for once, when the first look begins", async () => {
    const path = `POST /api/${business.sessionName}/presence/27831110001%40c.us/subscribe`;
    const asked = () =>
      vendors.otherCalls.filter((call) => call === path).length;
    await look();
    await drain(t);
    await look();
    await drain(t);
    expect(asked()).toBe(1);
  });

  test("is not asked for on a number that is not linked", async () => {
    await t.run((ctx) =>
      ctx.db.patch(business.instanceId, { status: "SCAN_QR_CODE" }),
    );
    await look();
    await drain(t);
    expect(
      vendors.otherCalls.filter((call) => call.includes("presence")),
    ).toEqual([]);
  });
});
