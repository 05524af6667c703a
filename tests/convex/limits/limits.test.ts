import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import { errorCode } from "../../../lib/error-code";
import { type Person, signIn } from "../../support/people";
import { messageEvent } from "../../support/deliveries";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
} from "../../support/product";
import { fakeVendors } from "../../support/vendors";

let t: Backend;
let mine: Business;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 5, 9, 0, 1) });
  t = createBackend();
  fakeVendors();
  mine = await createBusiness(t, { credits: 5_000 });
});

afterEach(() => {
  vi.useRealTimers();
});

/** How many of so many calls passed, and what the others were answered. */
async function passed(
  calls: number,
  call: (index: number) => Promise<unknown>,
): Promise<{ ok: number; codes: (string | null)[] }> {
  const codes = new Set<string | null>();
  let ok = 0;
  for (let index = 0; index < calls; index += 1) {
    try {
      await call(index);
      ok += 1;
    } catch (error) {
      codes.add(errorCode(error));
    }
  }
  return { ok, codes: [...codes] };
}

const exportOnce = (person: Person) =>
  person.mutation(api.credits.statement.recordExport, {});

test("a person's exports are counted, and open again after a while", async () => {
  const owner = await signIn(t, mine.tenantId, "owner");
  expect(await passed(25, () => exportOnce(owner))).toEqual({
    ok: 20,
    codes: ["RATE_LIMITED"],
  });
  const other = await signIn(t, mine.tenantId, "admin");
  await exportOnce(other);
  vi.advanceTimersByTime(2 * 60_000);
  await exportOnce(owner);
});

test("a business's exports are counted over all its people, and nobody else's", async () => {
  let ok = 0;
  for (let person = 0; person < 4; person += 1) {
    const admin = await signIn(t, mine.tenantId, "admin");
    ok += (await passed(20, () => exportOnce(admin))).ok;
  }
  expect(ok).toBe(60);
  const theirs = await createBusiness(t, { name: "Theirs" });
  await exportOnce(await signIn(t, theirs.tenantId, "owner"));
});

test("a person's messages are counted, and no refused one is paid or sent", async () => {
  await post(t, mine, messageEvent(mine));
  const agent = await signIn(t, mine.tenantId, "agent");
  const conversation = await t.run((ctx) =>
    ctx.db.query("conversations").first(),
  );
  if (conversation === null) throw new Error("Not seeded.");
  const conversationId = conversation._id;
  const before = (await agent.query(api.credits.ledger.balance, {})).reserved;
  const sent = await passed(130, (index) =>
    agent.mutation(api.messages.outbound.write, {
      conversationId,
      text: "Hello",
      idempotencyKey: `limit-${String(index).padStart(4, "0")}`,
    }),
  );
  expect(sent).toEqual({ ok: 120, codes: ["RATE_LIMITED"] });
  const after = (await agent.query(api.credits.ledger.balance, {})).reserved;
  expect(after - before).toBeLessThanOrEqual(120);
  await drain(t);
});

test("people without a business and operators are counted too", async () => {
  const operator = await signIn(t, null, "operator");
  const stop = () =>
    operator.mutation(api.operators.sending.stop, { reason: "incident" });
  expect((await passed(301, stop)).ok).toBe(300);
  const stranger = await signIn(t, null, "viewer");
  const accept = () =>
    stranger.mutation(api.tenants.invitations.accept, { token: "x" });
  const { codes } = await passed(301, accept);
  expect(codes).not.toEqual(["RATE_LIMITED"]);
});
