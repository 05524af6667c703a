import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import type { Doc, Id } from "../../../convex/_generated/dataModel";
import { errorCode } from "../../../lib/error-code";
import { messageEvent } from "../../support/deliveries";
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

let t: Backend;
let business: Business;
let vendors: Vendors;
let operator: Person;

const { letters, runs } = api.webhooks;
const all = { kind: "dead_letters" as const, tenantId: null };
const because = { reason: "a good reason" };

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse("2026-06-01T10:00:00Z") });
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t);
  operator = await signIn(t, null, "operator");
  return () => vi.useRealTimers();
});

const stored = () => t.run((ctx) => ctx.db.query("deadLetters").collect());
const inbound = () =>
  t.run(async (ctx) =>
    (await ctx.db.query("messages").collect()).filter(
      ({ direction }) => direction === "inbound",
    ),
  );
const audited = () =>
  t.run(async (ctx) =>
    (await ctx.db.query("auditEvents").collect()).map(({ action }) => action),
  );
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: unknown) => errorCode(error),
  );

async function only(): Promise<Doc<"deadLetters">> {
  const [letter, ...rest] = await stored();
  if (letter === undefined || rest.length > 0) throw new Error("Not one.");
  return letter;
}

/** A delivery that fails because the business's wallet is gone, and the wallet. */
async function breakOne(event: unknown): Promise<() => Promise<void>> {
  const wallets = await t.run((ctx) => ctx.db.query("wallets").collect());
  await t.run(async (ctx) => {
    for (const { _id } of wallets) await ctx.db.delete(_id);
  });
  await expect(post(t, business, event)).rejects.toThrow();
  return async () => {
    await t.run(async (ctx) => {
      for (const { _id, _creationTime, ...wallet } of wallets) {
        await ctx.db.insert("wallets", wallet);
      }
    });
  };
}

describe("B11 a delivery that could not be applied", () => {
  test("is kept whole, once, however often the gateway repeats it", async () => {
    const event = messageEvent(business);
    const repair = await breakOne(event);
    await breakOne(event);
    expect(await only()).toMatchObject({
      reason: "apply_failed",
      count: 2,
      isWhole: true,
      body: JSON.stringify(event),
      tenantId: business.tenantId,
    });
    expect(await inbound()).toEqual([]);
    await repair();
  });

  test("has one effect when it is tried again, also after the gateway came through", async () => {
    const event = messageEvent(business);
    const repair = await breakOne(event);
    await repair();
    const { _id: letterId } = await only();
    expect(
      await operator.mutation(letters.redrive, { letterId, ...because }),
    ).toEqual({ isApplied: true, outcome: "accepted" });
    await drain(t);
    expect((await post(t, business, event)).status).toBe(200);
    await drain(t);
    expect(await inbound()).toHaveLength(1);
    expect(vendors.sends).toHaveLength(1);
    expect((await readBooks(t, business.tenantId)).balance).toBe(99);
    expect(await only()).toMatchObject({ status: "applied", body: "" });
    expect(
      await refusal(
        operator.mutation(letters.redrive, { letterId, ...because }),
      ),
    ).toBe("CONFLICT");
  });

  test("that the gateway got through meanwhile is a duplicate, and resolved", async () => {
    const event = messageEvent(business);
    const repair = await breakOne(event);
    await repair();
    await post(t, business, event);
    await drain(t);
    const { _id: letterId } = await only();
    expect(
      await operator.mutation(letters.redrive, { letterId, ...because }),
    ).toEqual({ isApplied: true, outcome: "duplicate" });
    await drain(t);
    expect(vendors.sends).toHaveLength(1);
  });

  test("that still cannot be applied stays open and says why", async () => {
    await breakOne(messageEvent(business));
    const { _id: letterId } = await only();
    expect(
      await operator.mutation(letters.redrive, { letterId, ...because }),
    ).toEqual({ isApplied: false, outcome: "apply_failed" });
    expect(await only()).toMatchObject({ status: "open", attempts: 1 });
    expect(await inbound()).toEqual([]);
  });

  test("of another number than its key's changes nothing there", async () => {
    const other = await createBusiness(t, { name: "Other" });
    const body = JSON.stringify(messageEvent(other));
    const channel = {
      kind: "instance" as const,
      instanceId: business.instanceId,
      token: business.webhookPath.split(".").at(-1) ?? "",
    };
    await t.mutation(internal.webhooks.channel.bury, {
      channel,
      reason: "seed",
      body,
    });
    const { _id: letterId } = await only();
    await operator.mutation(letters.redrive, { letterId, ...because });
    expect(await inbound()).toEqual([]);
  });
});

describe("B11 what an operator sees of it", () => {
  async function letterId(): Promise<Id<"deadLetters">> {
    const repair = await breakOne(
      messageEvent(business, { text: "My secret words" }),
    );
    await repair();
    return (await only())._id;
  }

  test("its form at first; its contents only with a reason that is recorded", async () => {
    const id = await letterId();
    const outline = await operator.query(letters.outline, { letterId: id });
    expect(outline).toContain("payload");
    for (const secret of ["My secret words", "27831110001", "Thandi"]) {
      expect(outline).not.toContain(secret);
    }
    const listed = await operator.query(letters.list, {
      tenantId: null,
      status: "open",
      paginationOpts: { numItems: 10, cursor: null },
    });
    expect(JSON.stringify(listed)).not.toContain("My secret words");
    expect(
      await refusal(
        operator.mutation(letters.reveal, { letterId: id, reason: " x " }),
      ),
    ).toBe("VALIDATION_FAILED");
    expect(await audited()).not.toContain("dead_letter.read");
    expect(
      await operator.mutation(letters.reveal, { letterId: id, ...because }),
    ).toContain("My secret words");
    expect(await audited()).toContain("dead_letter.read");
  });

  test("can be given up with a reason, and is forgotten", async () => {
    const id = await letterId();
    await operator.mutation(letters.discard, { letterId: id, ...because });
    expect(await only()).toMatchObject({ status: "discarded", body: "" });
    expect(await audited()).toContain("dead_letter.discarded");
    expect(
      await refusal(
        operator.mutation(letters.reveal, { letterId: id, ...because }),
      ),
    ).toBe("CONFLICT");
  });
});

describe("B11 all of them at once", () => {
  const redriveAll = () =>
    operator.mutation(runs.start, { ...all, detail: null, ...because });

  async function bury(count: number): Promise<void> {
    const channel = {
      kind: "instance" as const,
      instanceId: business.instanceId,
      token: business.webhookPath.split(".").at(-1) ?? "",
    };
    for (let i = 0; i < count; i += 1) {
      await t.mutation(internal.webhooks.channel.bury, {
        channel,
        reason: "seed",
        body: JSON.stringify(
          messageEvent(business, {
            from: `278311${String(i).padStart(5, "0")}@c.us`,
          }),
        ),
      });
      vi.advanceTimersByTime(1);
    }
  }

  test("each is tried once, with progress to the end", async () => {
    await bury(25);
    await redriveAll();
    expect(await refusal(redriveAll())).toBe("CONFLICT");
    await drain(t);
    expect(await operator.query(runs.progress, all)).toMatchObject({
      status: "done",
      tried: 25,
      applied: 25,
      total: 25,
    });
    expect(await inbound()).toHaveLength(25);
    expect(vendors.sends).toHaveLength(25);
  });

  test("stops when it is told to, and goes on where it stopped", async () => {
    await bury(25);
    const runId = await redriveAll();
    await t.mutation(internal.webhooks.redriveRun.advance, {
      runId,
      step: 0,
    });
    await operator.mutation(runs.stop, { runId });
    await drain(t);
    expect(await inbound()).toHaveLength(10);
    expect(await operator.query(runs.progress, all)).toMatchObject({
      status: "stopped",
      tried: 10,
    });
    await redriveAll();
    await drain(t);
    expect(await inbound()).toHaveLength(25);
  });

  test("one that cannot be applied is passed over, not tried for ever", async () => {
    await bury(3);
    const unreadable = JSON.stringify({ event: "message", session: "s" });
    const channel = { kind: "global" as const };
    await t.mutation(internal.webhooks.channel.bury, {
      channel,
      reason: "no payload",
      body: unreadable,
    });
    await redriveAll();
    await drain(t);
    expect(await operator.query(runs.progress, all)).toMatchObject({
      status: "done",
      tried: 4,
      applied: 3,
    });
  });
});

test("retention forgets letters and the log after their time, batch by batch", async () => {
  await breakOne(messageEvent(business));
  vi.advanceTimersByTime(29 * 86_400_000);
  await t.mutation(internal.webhooks.retention.sweep, {});
  expect(await stored()).toHaveLength(1);
  vi.advanceTimersByTime(2 * 86_400_000);
  await t.mutation(internal.webhooks.retention.sweep, {});
  expect(await stored()).toEqual([]);
});
