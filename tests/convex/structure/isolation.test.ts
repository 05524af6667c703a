import { beforeEach, describe, expect, test, vi } from "vitest";
import { makeFunctionReference } from "convex/server";
import { ConvexError } from "convex/values";
import { internal } from "../../../convex/_generated/api";
import { errorCode } from "../../../lib/error-code";
import { isPermitted, type Role } from "../../../lib/tenants/roles";
import { type Person, signIn } from "../../support/people";
import { seedInbox } from "../../support/functions/inbox-seed";
import { idsOf, seedOwnKey, seedTeam } from "../../support/functions/ids";
import { publicFunctions } from "../../support/functions/registered";
import { removeBusiness, snapshot } from "../../support/functions/snapshot";
import { seedWebhooks } from "../../support/functions/webhook-seed";
import type { Ids } from "../../support/functions/row";
import { ROWS } from "../../support/public-functions";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
} from "../../support/product";
import { configurePayments } from "../../support/polar";
import { seedContacts } from "../../support/contacts";
import { fakeVendors } from "../../support/vendors";
import { messageEvent } from "../../support/deliveries";

const ROLES: Role[] = ["owner", "admin", "agent", "viewer"];
const table = Object.entries(ROWS);

let t: Backend;
let mine: Business;
let theirs: Business;
let myIds: Ids;
let theirIds: Ids;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  configurePayments();
  fakeVendors();
  mine = await createBusiness(t, { name: "Mine" });
  theirs = await createBusiness(t, { name: "Theirs" });
  await post(t, mine, messageEvent(mine));
  await post(t, theirs, messageEvent(theirs));
  await drain(t);
  myIds = await idsOf(t, mine);
  theirIds = await idsOf(t, theirs);
  return () => vi.useRealTimers();
});

type Caller = Pick<Person, "query" | "mutation">;

function run(
  caller: Caller,
  path: string,
  args: Record<string, unknown>,
): Promise<unknown> {
  const { kind } = ROWS[path] ?? { kind: "query" };
  return kind === "query"
    ? caller.query(makeFunctionReference<"query">(path), args)
    : caller.mutation(makeFunctionReference<"mutation">(path), args);
}

async function call(
  caller: Caller,
  path: string,
  args: Record<string, unknown>,
): Promise<string> {
  return run(caller, path, args).then(
    () => "ok",
    (error: unknown) => errorCode(error) ?? `unexpected: ${String(error)}`,
  );
}

/** All that a caller sees of a refusal. */
async function refusalOf(
  caller: Caller,
  path: string,
  args: Record<string, unknown>,
): Promise<string> {
  return run(caller, path, args).then(
    () => "no refusal",
    (error: unknown) =>
      error instanceof ConvexError
        ? JSON.stringify(error.data)
        : `unexpected: ${String(error)}`,
  );
}

describe("N9 every public function", () => {
  test("has a row in this table", () => {
    const found = publicFunctions().map(({ path }) => path);
    expect(found.sort()).toEqual(Object.keys(ROWS).sort());
  });

  test("A3 takes no tenant from its caller, and E10 no credits, unless it is an operator's or chooses among one's own", () => {
    const suspicious = publicFunctions()
      .filter(({ args }) => /"(tenantId|credits|balance|role|plan)"/.test(args))
      .map(({ path }) => path);
    expect(suspicious.sort()).toEqual([
      "audit/platform:head",
      "audit/platform:list",
      "audit/platform:recordExport",
      "audit/platform:sealed",
      "credits/adjustment:add",
      "credits/bookPages:readFor",
      "credits/bookPages:recordFor",
      "credits/bookPages:tailFor",
      "credits/plan:ofTenant",
      "credits/plan:set",
      "credits/reconciliation:checkTenant",
      "credits/reconciliation:ofTenant",
      "credits/refund:add",
      "credits/reversal:add",
      "credits/topUp:add",
      "operators/access:current",
      "operators/access:leave",
      "operators/access:open",
      "operators/content:conversations",
      "operators/content:head",
      "operators/content:open",
      "operators/content:thread",
      "operators/directory:list",
      "operators/notes:add",
      "operators/notes:list",
      "operators/suspension:reactivate",
      "operators/suspension:suspend",
      "operators/tenant:get",
      "operators/tenant:statement",
      "operators/usage:ofTenant",
      "payments/review:list",
      "tenants/invitations:create",
      "tenants/members:changeRole",
      "tenants/switch:activate",
      "webhooks/failedTurns:listAll",
      "webhooks/letters:list",
      "webhooks/log:listAll",
      "webhooks/replay:getFor",
      "webhooks/replay:startFor",
      "webhooks/runs:progress",
      "webhooks/runs:start",
    ]);
  });

  test.each(table)("%s refuses the signed out", async (path, row) => {
    expect(await call(t, path, row.args(myIds))).toBe("UNAUTHENTICATED");
  });

  test.each(table)(
    "%s refuses people without a business",
    async (path, row) => {
      const stranger = await signIn(t, null, "viewer");
      const expected =
        row.anybody ?? (row.permission === null ? "NOT_FOUND" : "FORBIDDEN");
      expect(await call(stranger, path, row.args(myIds))).toBe(expected);
    },
  );

  test.each(table)("%s follows the roles", async (path, row) => {
    for (const role of ROLES) {
      const member = await signIn(t, mine.tenantId, role);
      const expected =
        row.permission === null
          ? (row.anybody ?? "ok")
          : row.permission !== "operator" && isPermitted(role, row.permission)
            ? "ok"
            : "FORBIDDEN";
      const args = row.args(await freshIds(path));
      expect([role, await call(member, path, args)]).toEqual([role, expected]);
    }
  });

  test.each(table)("J6 %s is an operator's or is not", async (path, row) => {
    const operator = await signIn(t, null, "operator");
    if (row.permission === "operator") {
      const answer = await refusalOf(operator, path, row.args(myIds));
      expect(answer).not.toMatch(/UNAUTHENTICATED|Operators only|unexpected/);
      return;
    }
    const expected =
      row.anybody ?? (row.permission === null ? "NOT_FOUND" : "FORBIDDEN");
    expect(await call(operator, path, row.args(myIds))).toBe(expected);
  });

  test.each(table.filter(([, row]) => row.takesId))(
    "A4 %s answers another tenant's id as it answers an unknown one",
    async (path, row) => {
      const owner = await signIn(t, mine.tenantId, "owner");
      const before = await snapshot(t);
      const foreign = await refusalOf(owner, path, row.args(theirIds));
      expect(foreign).toContain('"code":"NOT_FOUND"');
      expect(await snapshot(t)).toEqual(before);
      await removeBusiness(t, theirIds);
      expect(await refusalOf(owner, path, row.args(theirIds))).toBe(foreign);
    },
  );

  test.each(table)("A13 %s refuses a suspended member", async (path, row) => {
    const member = await signIn(t, mine.tenantId, "owner");
    await t.run(async (ctx) => {
      for (const membership of await ctx.db.query("memberships").collect()) {
        await ctx.db.patch(membership._id, { status: "suspended" });
      }
    });
    const expected =
      row.anybody ?? (row.permission === null ? "NOT_FOUND" : "FORBIDDEN");
    expect(await call(member, path, row.args(myIds))).toBe(expected);
  });
});

test("J1 no function of a suspended business sends", async () => {
  const vendors = fakeVendors();
  await t.run((ctx) => ctx.db.patch(mine.tenantId, { status: "suspended" }));
  const owner = await signIn(t, mine.tenantId, "owner");
  const refused: string[] = [];
  // First what sends: later calls may end the conversation.
  const isFirst = ([path]: (typeof table)[number]) =>
    path.startsWith("messages/");
  const ordered = [
    ...table.filter(isFirst),
    ...table.filter((entry) => !isFirst(entry)),
  ];
  for (const [path, row] of ordered) {
    if (row.permission === null || row.permission === "operator") continue;
    const answer = await call(owner, path, row.args(await freshIds(path)));
    if (answer === "SENDING_DISABLED") refused.push(path);
  }
  await drain(t);
  expect(vendors.sends).toEqual([]);
  expect(refused).toContain("messages/outbound:write");
});

/** A number of mine that waits to be linked and has no job. */
async function waitingInstance(): Promise<Ids["instanceId"]> {
  const { instanceId } = await t.mutation(
    internal.instances.provision.register,
    { tenantId: mine.tenantId, label: "Fresh" },
  );
  await t.run((ctx) => ctx.db.patch(instanceId, { status: "SCAN_QR_CODE" }));
  return instanceId;
}

/** Removing an entry works once, so each role gets one of its own. */
async function freshIds(path: string): Promise<Ids> {
  if (/^(conversations|messages)\//.test(path)) {
    const { tenantId, conversationId } = myIds;
    return { ...myIds, ...(await seedInbox(t, tenantId, conversationId)) };
  }
  if (path.startsWith("webhooks/")) {
    const { tenantId, conversationId } = myIds;
    return { ...myIds, ...(await seedWebhooks(t, tenantId, conversationId)) };
  }
  if (path.startsWith("instances/sessions:")) {
    return { ...myIds, instanceId: await waitingInstance() };
  }
  if (path.startsWith("contacts/")) {
    return { ...myIds, ...(await seedContacts(t, mine.tenantId)) };
  }
  if (path.startsWith("tenants/members:")) {
    return { ...myIds, ...(await seedTeam(t, mine)) };
  }
  if (path === "assistant/ownKey:check") {
    await seedOwnKey(t, mine.tenantId);
    return myIds;
  }
  if (path !== "assistant/knowledge:remove") return myIds;
  const entryId = await t.run((ctx) =>
    ctx.db.insert("knowledgeEntries", {
      tenantId: mine.tenantId,
      title: "Fresh",
      content: "Fresh",
      category: "",
      isActive: true,
      position: 9,
      updatedAt: 0,
    }),
  );
  return { ...myIds, entryId };
}

test("H3 wrong types are refused before a handler runs", async () => {
  const owner = await signIn(t, mine.tenantId, "owner");
  const wrong: unknown[] = [null, 1, true, [], {}, "x".repeat(10)];
  for (const [path, row] of table) {
    for (const name of Object.keys(row.args(myIds))) {
      for (const value of wrong) {
        if (typeof value === typeof row.args(myIds)[name]) continue;
        if (value === null && row.nullable?.includes(name)) continue;
        const args = { ...row.args(myIds), [name]: value };
        expect(`${path}.${name} ${await call(owner, path, args)}`).toContain(
          "unexpected: Error: Validator error",
        );
      }
    }
  }
});
