import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import { idsOf } from "../../support/functions/ids";
import type { Ids } from "../../support/functions/row";
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
import { fakeVendors } from "../../support/vendors";

let t: Backend;
let mine: Business;
let theirs: Business;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  fakeVendors();
  mine = await createBusiness(t, { name: "Mine" });
  theirs = await createBusiness(t, { name: "Theirs" });
  return () => vi.useRealTimers();
});

async function idsOfTheirs(): Promise<Ids> {
  await post(t, theirs, messageEvent(theirs));
  await drain(t);
  return idsOf(t, theirs);
}

async function denials() {
  return t.run((ctx) => ctx.db.query("accessDenials").collect());
}

async function events(action: string) {
  const all = await t.run((ctx) => ctx.db.query("auditEvents").collect());
  return all.filter((event) => event.action === action);
}

const NAME = "tenants/settings:update";

function report(person: Person, functionName = NAME): Promise<null> {
  return person.mutation(api.audit.denials.refused, {
    functionName,
    permission: "manage_tenant",
  });
}

describe("I1 a refusal", () => {
  test("is written down with who, what and why", async () => {
    const viewer = await signIn(t, mine.tenantId, "viewer");
    await report(viewer);
    expect(await events("access.denied")).toMatchObject([
      {
        tenantId: mine.tenantId,
        actor: expect.stringMatching(/^user:.+user_/) as string,
        target: NAME,
        reason: "manage_tenant",
      },
    ]);
  });

  test("that did not happen is not", async () => {
    const owner = await signIn(t, mine.tenantId, "owner");
    await report(owner);
    const operator = await signIn(t, null, "operator");
    await operator.mutation(api.audit.denials.refused, {
      functionName: "alerts/feed:list",
      permission: "operator",
    });
    expect(await denials()).toEqual([]);
    expect(await events("access.denied")).toEqual([]);
  });

  test("of a suspended member and of a stranger is written down", async () => {
    const owner = await signIn(t, mine.tenantId, "owner");
    await t.run(async (ctx) => {
      const [membership] = await ctx.db.query("memberships").collect();
      if (membership === undefined) throw new Error("Nobody is a member.");
      await ctx.db.patch(membership._id, { status: "suspended" });
    });
    await report(owner);
    await report(await signIn(t, null, "viewer"));
    const found = await events("access.denied");
    expect(found.map(({ tenantId }) => tenantId)).toEqual([
      mine.tenantId,
      null,
    ]);
  });

  test("writes one event a minute and function, and counts the rest", async () => {
    const viewer = await signIn(t, mine.tenantId, "viewer");
    for (let round = 0; round < 5; round += 1) await report(viewer);
    await report(viewer, "tenants/members:remove");
    expect(await events("access.denied")).toHaveLength(2);
    expect((await denials()).map(({ count }) => count)).toEqual([5, 1]);
    vi.advanceTimersByTime(60_000);
    await report(viewer);
    expect(await events("access.denied")).toHaveLength(3);
  });

  test("a flood of names cannot fill the trail", async () => {
    const viewer = await signIn(t, mine.tenantId, "viewer");
    const letters = "abcdefghijklmnopqrstuvwxyz";
    for (const one of letters) {
      for (const two of "ab") {
        await report(viewer, `tenants/settings:update${one}${two}`);
      }
    }
    const rows = await denials();
    expect(rows.length).toBeLessThanOrEqual(21);
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(52);
    expect((await events("access.denied")).length).toBe(rows.length);
  });

  test("is forgotten as a counter after a month, not as an event", async () => {
    const viewer = await signIn(t, mine.tenantId, "viewer");
    await report(viewer);
    const month = 30 * 86_400_000;
    vi.setSystemTime(Date.now() + month - 60_000);
    await report(viewer);
    await t.mutation(internal.audit.denials.forget, {});
    expect(await denials()).toHaveLength(2);
    vi.setSystemTime(Date.now() + 2 * 60_000);
    await t.mutation(internal.audit.denials.forget, {});
    expect(await denials()).toHaveLength(1);
    expect(await events("access.denied")).toHaveLength(2);
  });

  test("names a function, nothing else", async () => {
    const viewer = await signIn(t, mine.tenantId, "viewer");
    for (const name of ["", "=cmd()", "a/b", "a:b", "x".repeat(300)]) {
      await expect(report(viewer, name)).rejects.toThrow("VALIDATION_FAILED");
    }
  });
});

describe("I3 another business's id", () => {
  const ask = (person: Person, ids: string[]) =>
    person.mutation(api.audit.denials.notFound, {
      functionName: "contacts/profile:get",
      ids,
    });

  test("is written down, whatever kind of row it names", async () => {
    const foreign = await idsOfTheirs();
    const owner = await signIn(t, mine.tenantId, "owner");
    const named = [
      foreign.conversationId,
      foreign.contactId,
      foreign.messageId,
      foreign.instanceId,
      foreign.entryId,
      foreign.membershipId,
      foreign.invitationId,
      foreign.notificationId,
      foreign.importId,
      foreign.tenantId,
    ];
    for (const [index, id] of named.entries()) {
      expect(await ask(owner, [id])).toBeNull();
      const total = (await denials()).reduce((sum, row) => sum + row.count, 0);
      expect([id, total]).toEqual([id, index + 1]);
    }
    expect(await events("access.foreign_id")).toMatchObject([
      { tenantId: mine.tenantId, target: "contacts/profile:get" },
    ]);
  });

  test("is told from one's own and from an id of nothing, without a word about it", async () => {
    const foreign = await idsOfTheirs();
    const owner = await signIn(t, theirs.tenantId, "owner");
    expect(await ask(owner, [foreign.contactId])).toBeNull();
    const stranger = await signIn(t, mine.tenantId, "owner");
    expect(await ask(stranger, ["k57".padEnd(32, "0"), "no id"])).toBeNull();
    await t.run((ctx) => ctx.db.delete(foreign.contactId));
    expect(await ask(stranger, [foreign.contactId])).toBeNull();
    expect(await denials()).toEqual([]);
  });

  test("comes in small numbers and short", async () => {
    const owner = await signIn(t, mine.tenantId, "owner");
    for (const ids of [Array<string>(6).fill("x"), ["x".repeat(65)]]) {
      await expect(ask(owner, ids)).rejects.toThrow("VALIDATION_FAILED");
    }
  });
});

describe("I1 a session", () => {
  const begin = (person: Person, sessionId: string) =>
    person.mutation(api.audit.sessions.begin, { sessionId });

  test("is written down when it is first seen, and once", async () => {
    const owner = await signIn(t, mine.tenantId, "owner");
    await Promise.all([begin(owner, "sess_1"), begin(owner, "sess_1")]);
    await begin(owner, "sess_2");
    const found = await events("session.started");
    expect(found.map(({ target }) => target).sort()).toEqual([
      "sess_1",
      "sess_2",
    ]);
    expect(found[0]?.tenantId).toBe(mine.tenantId);
  });

  test("of another person with the same name is another session", async () => {
    await begin(await signIn(t, mine.tenantId, "owner"), "sess_1");
    await begin(await signIn(t, theirs.tenantId, "owner"), "sess_1");
    expect(await events("session.started")).toHaveLength(2);
  });

  test("cannot be made up without end", async () => {
    const owner = await signIn(t, mine.tenantId, "owner");
    for (let index = 0; index < 60; index += 1) {
      await begin(owner, `sess_${String(index)}`);
    }
    expect(await events("session.started")).toHaveLength(50);
    for (const id of ["", "a b", "x".repeat(101), "=1+1"]) {
      await expect(begin(owner, id)).rejects.toThrow("VALIDATION_FAILED");
    }
  });
});
