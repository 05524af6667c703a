import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
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
} from "../../support/product";
import { fakeVendors, json } from "../../support/vendors";

let t: Backend;
let mine: Business;
let theirs: Business;
let owner: Person;
let operator: Person;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse("2026-06-01T10:00:00Z") });
  t = createBackend();
  fakeVendors();
  mine = await createBusiness(t);
  theirs = await createBusiness(t, { name: "Theirs" });
  owner = await signIn(t, mine.tenantId, "owner");
  operator = await signIn(t, null, "operator");
  return () => vi.useRealTimers();
});

const { log } = api.webhooks;
const first = { instanceId: null, verdict: null, before: null };
type Filter = Partial<(typeof log.list)["_args"]>;
const list = (filter: Filter = {}) =>
  owner.query(log.list, { ...first, ...filter });
const verdicts = async (filter?: Filter) =>
  (await list(filter)).rows.map(({ verdict }) => verdict);

async function forge(path: string): Promise<void> {
  await t.fetch(path, {
    method: "POST",
    body: "{}",
    headers: { "x-webhook-hmac": "0".repeat(128) },
  });
}

describe("B13 the webhook log", () => {
  test("shows what came, the verdict, and what became of it", async () => {
    const event = messageEvent(mine);
    await post(t, mine, event);
    await drain(t);
    vi.advanceTimersByTime(1_000);
    await post(t, mine, event);
    await forge(mine.webhookPath);
    await forge(mine.webhookPath);
    await post(t, mine, messageEvent(mine, { from: "1203@g.us" }));
    await post(t, mine, { event: "message", session: mine.sessionName });
    const { rows } = await list();
    expect(
      rows.map(({ verdict, reason, count }) => [verdict, reason, count]),
    ).toEqual(
      expect.arrayContaining([
        ["accepted", null, 1],
        ["duplicate", null, 1],
        ["rejected", "mismatch", 2],
        ["ignored", "not_direct", 1],
        ["dead_letter", "message without an id", 1],
      ]),
    );
    expect(rows).toHaveLength(5);
    const accepted = rows.find(({ verdict }) => verdict === "accepted");
    expect(accepted).toMatchObject({
      label: "Shop",
      messageType: "text",
      isBackfilled: false,
      effect: {
        kind: "answered",
        purpose: "ai_reply",
        status: "sent",
        credits: 1,
      },
    });
    expect(JSON.stringify(rows)).not.toMatch(/When do you open|2783111/);
  });

  test("filters by verdict and by number", async () => {
    await post(t, mine, messageEvent(mine));
    await forge(mine.webhookPath);
    await drain(t);
    expect(await verdicts({ verdict: "rejected" })).toEqual(["rejected"]);
    expect(await verdicts({ verdict: "accepted" })).toEqual(["accepted"]);
    expect(await verdicts({ instanceId: mine.instanceId })).toHaveLength(2);
    const other = await owner.mutation(api.instances.sessions.create, {
      label: "Second",
    });
    expect(await verdicts({ instanceId: other })).toEqual([]);
  });

  test("says why a customer was not answered", async () => {
    await post(t, mine, messageEvent(mine, { text: "A human please" }));
    await drain(t);
    const [row] = (await list()).rows;
    expect(row?.effect).toMatchObject({
      kind: expect.stringMatching(/handed_off|answered/) as string,
    });
    await t.run((ctx) => ctx.db.patch(mine.tenantId, { aiEnabled: false }));
    await post(t, mine, messageEvent(mine, { from: "27831110009@c.us" }));
    await drain(t);
    expect((await list()).rows[0]?.effect).toEqual({ kind: "stored" });
  });

  test("goes back page by page without a gap or a repeat", async () => {
    for (let i = 0; i < 70; i += 1) {
      vi.advanceTimersByTime(61_000);
      await post(t, mine, messageEvent(mine, { text: "STOP" }));
      if (i % 3 === 0) await forge(mine.webhookPath);
    }
    const seen: string[] = [];
    let before: number | null = null;
    for (let guard = 0; guard < 20; guard += 1) {
      const page: Awaited<ReturnType<typeof list>> = await list({ before });
      seen.push(...page.rows.map(({ id }) => id));
      before = page.nextBefore;
      if (before === null) break;
    }
    expect(seen).toHaveLength(70 + 24);
    expect(new Set(seen).size).toBe(seen.length);
  }, 60_000);

  test("another business's deliveries and number do not exist", async () => {
    await post(t, theirs, messageEvent(theirs));
    await forge(theirs.webhookPath);
    expect((await list()).rows).toEqual([]);
    const error: unknown = await list({
      instanceId: theirs.instanceId,
    }).catch((thrown: unknown) => thrown);
    expect(errorCode(error)).toBe("NOT_FOUND");
  });
});

describe("N2 the operator's log", () => {
  test("has every business and what came to none, and names no conversation", async () => {
    await post(t, mine, messageEvent(mine));
    await post(t, theirs, messageEvent(theirs));
    await forge("/webhooks/waha/nobody.nothing");
    await drain(t);
    const all = await operator.query(log.listAll, { ...first, tenantId: null });
    expect(
      all.rows.map(({ tenantName, verdict }) => [tenantName, verdict]),
    ).toEqual(
      expect.arrayContaining([
        ["Harbour Bakery", "accepted"],
        ["Theirs", "accepted"],
        [null, "rejected"],
      ]),
    );
    expect(all.rows.map((row) => row.conversationId)).toEqual([
      null,
      null,
      null,
    ]);
    const one = await operator.query(log.listAll, {
      ...first,
      tenantId: theirs.tenantId,
    });
    expect(one.rows.map(({ tenantName }) => tenantName)).toEqual(["Theirs"]);
  });
});

test("J3 a failed send is what became of it", async () => {
  const vendors = fakeVendors();
  vendors.onSend = () => json({ message: "no" }, 400);
  await post(t, mine, messageEvent(mine));
  await drain(t);
  expect((await list()).rows[0]?.effect).toMatchObject({
    kind: "answered",
    status: "failed",
    credits: 0,
  });
});
