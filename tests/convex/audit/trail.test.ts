import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { recordAudit } from "../../../convex/audit/model";
import { monthOf } from "../../../lib/audit/month";
import { type TrailExport, verifyTrail } from "../../../lib/audit/trail";
import { signVia } from "../../../lib/audit/via";
import { signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  TEST_ENV,
} from "../../support/product";

let t: Backend;
let mine: Business;
let theirs: Business;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  mine = await createBusiness(t, { name: "Mine" });
  theirs = await createBusiness(t, { name: "Theirs" });
  return () => vi.useRealTimers();
});

async function seal(): Promise<void> {
  while ((await t.mutation(internal.audit.seal.advance, {})) > 0);
}

async function record(
  tenantId: Id<"tenants"> | null,
  action: string,
): Promise<void> {
  await t.run((ctx) =>
    recordAudit(ctx as never, { tenantId, actor: "system:test", action }),
  );
}

async function readChain(chain: string): Promise<TrailExport> {
  const head = await t.query(internal.audit.chains.head, { chain });
  const { page } = await t.query(internal.audit.chains.events, {
    chain,
    upTo: head.sequence,
    paginationOpts: { numItems: 1000, cursor: null },
  });
  return { format: "my-aibud-audit/1", chain, head, events: page };
}

describe("I1 sealing", () => {
  test("gives every event one place in its own chain, and each chain verifies", async () => {
    await Promise.all(
      Array.from({ length: 250 }, (_, index) =>
        record(
          [mine.tenantId, theirs.tenantId, null][index % 3] ?? null,
          "test.event",
        ),
      ),
    );
    await seal();
    const chains = [mine.tenantId, theirs.tenantId, "platform"];
    let sealed = 0;
    for (const chain of chains) {
      const trail = await readChain(chain);
      expect(await verifyTrail(trail)).toMatchObject({
        ok: true,
        problems: [],
      });
      sealed += trail.events.length;
    }
    const stored = await t.run((ctx) => ctx.db.query("auditEvents").collect());
    expect(sealed).toBe(stored.length);
    expect(sealed).toBeGreaterThan(250);
    const waiting = await t.run((ctx) =>
      ctx.db.query("auditPending").collect(),
    );
    expect(waiting).toEqual([]);
  });

  test("by two sealers at once gives no event two places", async () => {
    await Promise.all(
      Array.from({ length: 120 }, () => record(mine.tenantId, "test.event")),
    );
    await Promise.all([seal(), seal(), seal()]);
    const trail = await readChain(mine.tenantId);
    expect((await verifyTrail(trail)).ok).toBe(true);
    const ids = new Set(trail.events.map(({ id }) => id));
    expect(ids.size).toBe(trail.events.length);
  });

  test("goes on behind what was sealed before", async () => {
    await seal();
    const before = await readChain(mine.tenantId);
    await record(mine.tenantId, "test.event");
    await seal();
    const after = await readChain(mine.tenantId);
    expect(after.events.slice(0, before.events.length)).toEqual(before.events);
    expect(after.events).toHaveLength(before.events.length + 1);
  });

  test("counts each event once in its month", async () => {
    for (let round = 0; round < 7; round += 1) {
      await record(mine.tenantId, "test.counted");
      await seal();
    }
    const rows = await t.run((ctx) => ctx.db.query("auditMonths").collect());
    const counted = rows.filter(({ action }) => action === "test.counted");
    expect(counted).toMatchObject([{ month: monthOf(Date.now()), count: 7 }]);
    const events = await t.run((ctx) => ctx.db.query("auditEvents").collect());
    const total = rows.reduce((sum, { count }) => sum + count, 0);
    expect(total).toBe(events.length);
  });

  test("shows a stored row that was changed or removed behind its back", async () => {
    await record(mine.tenantId, "test.first");
    await record(mine.tenantId, "test.second");
    await seal();
    const trail = await readChain(mine.tenantId);
    const victim = trail.events.find(({ action }) => action === "test.first");
    const id = victim?.id as Id<"auditEvents">;
    await t.run((ctx) => ctx.db.patch(id, { reason: "another" }));
    const changed = await verifyTrail(await readChain(mine.tenantId));
    expect(changed.problems[0]).toMatchObject({
      check: "hash",
      event: victim?.sequence,
    });
    await t.run((ctx) => ctx.db.delete(id));
    const removed = await verifyTrail(await readChain(mine.tenantId));
    expect(removed.problems[0]?.event).toBe(victim?.sequence);
  });

  test("goes on when a waiting event was removed, and says so", async () => {
    await record(mine.tenantId, "test.lost");
    await record(mine.tenantId, "test.kept");
    const lost = await t.run(async (ctx) => {
      const all = await ctx.db.query("auditEvents").collect();
      const event = all.find(({ action }) => action === "test.lost");
      if (event === undefined) throw new Error("Nothing was recorded.");
      await ctx.db.delete(event._id);
      return event._id;
    });
    await seal();
    const own = await readChain(mine.tenantId);
    expect(own.events.at(-1)?.action).toBe("test.kept");
    expect((await verifyTrail(own)).ok).toBe(true);
    const platform = await readChain("platform");
    expect(platform.events.at(-1)).toMatchObject({
      action: "audit.event_lost",
      target: lost,
    });
  });

  test("refuses an event that nobody did", async () => {
    const nobody = t.run((ctx) =>
      recordAudit(ctx as never, {
        tenantId: null,
        actor: "ann" as never,
        action: "test.event",
      }),
    );
    await expect(nobody).rejects.toThrow("names who did it");
  });
});

const page = { paginationOpts: { numItems: 50, cursor: null } };

describe("I2 the viewer", () => {
  test("shows a business its own events and nobody else's", async () => {
    const owner = await signIn(t, mine.tenantId, "owner");
    await record(mine.tenantId, "test.mine");
    await record(theirs.tenantId, "test.theirs");
    await record(null, "test.platform");
    const { page: lines } = await owner.query(api.audit.trail.list, page);
    const actions = lines.map(({ action }) => action);
    expect(actions).toContain("test.mine");
    expect(actions).not.toContain("test.theirs");
    expect(actions).not.toContain("test.platform");
    await seal();
    const { page: chain } = await owner.query(api.audit.trail.sealed, {
      ...page,
      upTo: 1_000,
    });
    expect(chain.length).toBe(lines.length);
    expect(chain.every(({ tenantId }) => tenantId === mine.tenantId)).toBe(
      true,
    );
  });

  test("narrows by actor, action and time in every mix, newest first", async () => {
    const operator = await signIn(t, null, "operator");
    await seal();
    for (let minute = 0; minute < 6; minute += 1) {
      vi.setSystemTime(1_800_000_000_000 + minute * 60_000);
      for (const tenantId of [mine.tenantId, null]) {
        for (const name of ["a", "b"]) {
          await t.run((ctx) =>
            recordAudit(ctx as never, {
              tenantId,
              actor: `system:${name}`,
              action: `test.${String(minute % 2)}`,
            }),
          );
        }
      }
    }
    const { page: all } = await operator.query(api.audit.platform.list, {
      paginationOpts: { numItems: 500, cursor: null },
    });
    const from = 1_800_000_000_000 + 60_000;
    const to = 1_800_000_000_000 + 4 * 60_000;
    for (let mix = 0; mix < 16; mix += 1) {
      const filter = {
        ...(mix & 1 ? { actor: "system:a" } : {}),
        ...(mix & 2 ? { action: "test.1" } : {}),
        ...(mix & 4 ? { from, to } : {}),
        ...(mix & 8 ? { tenantId: mine.tenantId } : { tenantId: null }),
      };
      const found = await operator.query(api.audit.platform.list, {
        ...filter,
        paginationOpts: { numItems: 500, cursor: null },
      });
      const expected = all.filter(
        (line) =>
          (filter.actor === undefined || line.actor === filter.actor) &&
          (filter.action === undefined || line.action === filter.action) &&
          (filter.from === undefined || (line.at >= from && line.at < to)) &&
          (line.tenant?.id ?? null) === filter.tenantId,
      );
      expect(expected.length).toBeGreaterThan(0);
      expect([mix, found.page.map(({ id }) => id)]).toEqual([
        mix,
        expected.map(({ id }) => id),
      ]);
    }
  });

  test("refuses endless filters and instants that are none", async () => {
    const owner = await signIn(t, mine.tenantId, "owner");
    for (const filter of [
      { actor: "x".repeat(201) },
      { action: "x".repeat(201) },
      { from: Number.NaN },
      { to: Number.POSITIVE_INFINITY },
    ]) {
      await expect(
        owner.query(api.audit.trail.list, { ...page, ...filter }),
      ).rejects.toThrow("VALIDATION_FAILED");
    }
  });

  test("names members, and tells a place from none", async () => {
    const owner = await signIn(t, mine.tenantId, "owner");
    await owner.mutation(api.audit.trail.recordExport, {});
    const before = await owner.query(api.audit.trail.list, page);
    expect(before.page[0]).toMatchObject({
      action: "audit.exported",
      sequence: null,
    });
    expect(before.page[0]?.actorName).toContain("@example.com");
    await seal();
    const after = await owner.query(api.audit.trail.list, page);
    expect(after.page[0]?.sequence).toBeGreaterThan(0);
  });
});

describe("I5 where a call came from", () => {
  const at = () => Date.now();

  test("is taken from the web server under the shared key", async () => {
    const owner = await signIn(t, mine.tenantId, "owner");
    const via = await signVia(TEST_ENV.AUDIT_HASH_SECRET, {
      requestId: "request-of-next",
      address: "203.0.113.7",
      at: at(),
    });
    await owner.mutation(api.audit.trail.recordExport, { via });
    const { page: lines } = await owner.query(api.audit.trail.list, page);
    expect(lines[0]?.requestId).toBe("request-of-next");
    expect(lines[0]?.ipHash).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.stringify(lines)).not.toContain("203.0.113.7");
  });

  test("is not taken from a caller who says it without the key", async () => {
    const owner = await signIn(t, mine.tenantId, "owner");
    const via = await signVia("a-key-the-caller-made-up", {
      requestId: "request-of-nobody",
      address: "203.0.113.7",
      at: at(),
    });
    await owner.mutation(api.audit.trail.recordExport, { via });
    const { page: lines } = await owner.query(api.audit.trail.list, page);
    expect(lines[0]?.action).toBe("audit.exported");
    expect(lines[0]?.requestId).not.toBe("request-of-nobody");
  });
});
