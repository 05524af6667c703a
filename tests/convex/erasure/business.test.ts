import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import schema from "../../../convex/schema";
import { messageEvent } from "../../support/deliveries";
import { codeOf, inboxOf, write } from "../../support/inbox";
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
import { fakeVendors, type Vendors } from "../../support/vendors";

const DAY_MS = 24 * 3_600_000;
const NAME = "Harbour Bakery";
const ANNA = "27831119944@c.us";
const PERSONAL = ["27831119944", "umbrella", "Thandi", NAME, "We are open"];

let t: Backend;
let vendors: Vendors;
let business: Business;
let owner: Person;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t);
  owner = await signIn(t, business.tenantId, "owner");
  await write(t, business, { from: ANNA, text: "umbrella" });
  return () => vi.useRealTimers();
});

const request = (name = NAME) =>
  owner.mutation(api.erasure.business.request, { name });

async function afterDays(days: number): Promise<number> {
  vi.setSystemTime(Date.now() + days * DAY_MS);
  const started = await t.mutation(internal.erasure.purging.purgeDue, {});
  await drain(t);
  return started;
}

async function tablesWith(texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const table of Object.keys(schema.tables)) {
    const rows = await t.run((ctx) =>
      ctx.db.query(table as "tenants").collect(),
    );
    const stored = JSON.stringify(rows);
    for (const text of texts) {
      if (stored.includes(text)) found.push(`${table}: ${text}`);
    }
  }
  return found;
}

describe("G3 the thirty days of grace", () => {
  test("begin with the name of the business and with nothing else", async () => {
    expect(await codeOf(request("harbour"))).toBe("VALIDATION_FAILED");
    expect(await owner.query(api.erasure.business.get, {})).toBeNull();
    await request(` ${NAME} `);
    const deletion = await owner.query(api.erasure.business.get, {});
    expect(deletion?.purgeAt).toBe((deletion?.requestedAt ?? 0) + 30 * DAY_MS);
  });

  test("at once nothing is sent or taken in, and the sessions are removed at the gateway", async () => {
    const sent = vendors.sends.length;
    const [row] = await inboxOf(owner);
    await request();
    await drain(t);
    expect(vendors.otherCalls).toContain(
      `DELETE /api/sessions/${business.sessionName}`,
    );
    await post(t, business, messageEvent(business, { from: ANNA }));
    await drain(t);
    expect(vendors.sends.length).toBe(sent);
    expect((await inboxOf(owner))[0]?.unread).toBe(row?.unread);
    const manual = owner.mutation(api.messages.outbound.write, {
      conversationId: row?.id ?? ("" as never),
      text: "still there?",
      idempotencyKey: "manual-0001",
    });
    expect(await codeOf(manual)).toBe("SENDING_DISABLED");
    const number = owner.mutation(api.instances.sessions.create, {
      label: "New",
    });
    expect(await codeOf(number)).toBe("SENDING_DISABLED");
  });

  test("an answer under way does not leave and its credit comes back", async () => {
    await post(t, business, messageEvent(business, { from: ANNA }));
    expect((await readBooks(t, business.tenantId)).reserved).toBe(1);
    const sent = vendors.sends.length;
    await request();
    await drain(t);
    expect(vendors.sends.length).toBe(sent);
    expect((await readBooks(t, business.tenantId)).reserved).toBe(0);
  });

  test("on the 29th day everything is there and can be restored; then nothing is purged", async () => {
    await request();
    await drain(t);
    expect(await afterDays(29)).toBe(0);
    expect(await inboxOf(owner)).toHaveLength(1);
    await owner.mutation(api.erasure.business.restore, {});
    expect(await owner.query(api.erasure.business.get, {})).toBeNull();
    expect(await afterDays(30)).toBe(0);
    expect(await inboxOf(owner)).toHaveLength(1);
    const { status } = await owner.query(api.tenants.settings.current, {});
    expect(status).toBe("active");
    await owner.mutation(api.instances.sessions.create, { label: "Again" });
  });

  test("restoring does not lift an operator's suspension", async () => {
    const operator = await signIn(t, null, "operator");
    await request();
    await operator.mutation(api.operators.suspension.suspend, {
      tenantId: business.tenantId,
      reason: "abuse of the service",
    });
    await owner.mutation(api.erasure.business.restore, {});
    const { status } = await owner.query(api.tenants.settings.current, {});
    expect(status).toBe("suspended");
  });

  test("an operator's reactivation does not end the grace", async () => {
    const operator = await signIn(t, null, "operator");
    await request();
    const args = { tenantId: business.tenantId, reason: "asked by e-mail" };
    await operator.mutation(api.operators.suspension.suspend, args);
    const back = operator.mutation(api.operators.suspension.reactivate, args);
    expect(await codeOf(back)).toBe("CONFLICT");
    const number = owner.mutation(api.instances.sessions.create, {
      label: "New",
    });
    expect(await codeOf(number)).toBe("SENDING_DISABLED");
  });

  test("asking twice does not move the day", async () => {
    await request();
    const first = await owner.query(api.erasure.business.get, {});
    vi.setSystemTime(Date.now() + 10 * DAY_MS);
    await request();
    expect(await owner.query(api.erasure.business.get, {})).toEqual(first);
  });
});

describe("G3 after the grace", () => {
  test("no table holds anything personal of the business, and nobody is in it", async () => {
    expect((await tablesWith(PERSONAL)).length).toBeGreaterThan(5);
    await request();
    await drain(t);
    expect(await afterDays(30)).toBe(1);
    expect(await tablesWith(PERSONAL)).toEqual([]);
    expect(await codeOf(owner.query(api.tenants.settings.current, {}))).toBe(
      "FORBIDDEN",
    );
    const jobs = await t.run((ctx) =>
      ctx.db.query("businessErasures").collect(),
    );
    expect(jobs).toMatchObject([{ phase: "done", conversations: 1 }]);
  });

  test("N8 the books are as they were", async () => {
    await request();
    await drain(t);
    const before = await readBooks(t, business.tenantId);
    await afterDays(30);
    expect(await readBooks(t, business.tenantId)).toEqual(before);
  });

  test("another business loses nothing", async () => {
    const other = await createBusiness(t, { name: "Other" });
    const boss = await signIn(t, other.tenantId, "owner");
    await write(t, other, { from: ANNA, text: "to the other" });
    await request();
    await drain(t);
    await afterDays(30);
    expect(await inboxOf(boss)).toHaveLength(1);
    expect(await boss.query(api.conversations.counts.get, {})).toMatchObject({
      open: 1,
    });
  });

  test("a purge that began is not restored, and one that stopped goes on", async () => {
    await request();
    await drain(t);
    vi.setSystemTime(Date.now() + 30 * DAY_MS);
    await t.mutation(internal.erasure.purging.purgeDue, {});
    expect(await codeOf(owner.mutation(api.erasure.business.restore, {}))).toBe(
      "CONFLICT",
    );
    await t.run(async (ctx) => {
      for (const job of await ctx.db.system
        .query("_scheduled_functions")
        .collect()) {
        if (job.state.kind === "pending") await ctx.scheduler.cancel(job._id);
      }
    });
    vi.setSystemTime(Date.now() + 3_600_000);
    await t.mutation(internal.erasure.purging.purgeDue, {});
    await drain(t);
    expect(await tablesWith(PERSONAL)).toEqual([]);
  });
});
