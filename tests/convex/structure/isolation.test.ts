import { beforeEach, describe, expect, test, vi } from "vitest";
import { makeFunctionReference } from "convex/server";
import { internal } from "../../../convex/_generated/api";
import { errorCode } from "../../../lib/error-code";
import { isPermitted, type Role } from "../../../lib/tenants/roles";
import { type Person, signIn } from "../../support/people";
import { removeInbox, seedInbox } from "../../support/functions/inbox-seed";
import { idsOf, seedTeam } from "../../support/functions/ids";
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
import { removeContacts, seedContacts } from "../../support/contacts";
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

async function call(
  caller: Caller,
  path: string,
  args: Record<string, unknown>,
): Promise<string> {
  const { kind } = ROWS[path] ?? { kind: "query" };
  const work =
    kind === "query"
      ? caller.query(makeFunctionReference<"query">(path), args)
      : caller.mutation(makeFunctionReference<"mutation">(path), args);
  return work.then(
    () => "ok",
    (error: unknown) => errorCode(error) ?? `unexpected: ${String(error)}`,
  );
}

const modules = import.meta.glob<Record<string, unknown>>(
  ["../../../convex/*/*.ts", "!../../../convex/_generated/**"],
  { eager: true },
);

type Registered = { isPublic?: boolean; exportArgs?: () => string };

function publicFunctions(): { path: string; args: string }[] {
  return Object.entries(modules).flatMap(([file, exports]) =>
    Object.entries(exports).flatMap(([name, value]) => {
      const registered = value as Registered | null;
      if (typeof value !== "function" || registered?.isPublic !== true)
        return [];
      const moduleName = file
        .replace("../../../convex/", "")
        .replace(/\.ts$/, "");
      return [
        {
          path: `${moduleName}:${name}`,
          args: registered.exportArgs?.() ?? "",
        },
      ];
    }),
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
      "credits/adjustment:add",
      "credits/topUp:add",
      "credits/topUp:undo",
      "operators/access:current",
      "operators/access:leave",
      "operators/access:open",
      "operators/suspension:reactivate",
      "operators/suspension:suspend",
      "operators/tenant:get",
      "operators/tenant:statement",
      "tenants/invitations:create",
      "tenants/members:changeRole",
      "tenants/switch:activate",
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

  test.each(table.filter(([, row]) => row.takesId))(
    "A4 %s answers another tenant's id as it answers an unknown one",
    async (path, row) => {
      const owner = await signIn(t, mine.tenantId, "owner");
      const before = await snapshot();
      const foreign = await call(owner, path, row.args(theirIds));
      expect(foreign).toBe("NOT_FOUND");
      expect(await snapshot()).toEqual(before);
      await removeTheirs();
      expect(await call(owner, path, row.args(theirIds))).toBe(foreign);
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
  if (path.startsWith("instances/sessions:")) {
    return { ...myIds, instanceId: await waitingInstance() };
  }
  if (path.startsWith("contacts/")) {
    return { ...myIds, ...(await seedContacts(t, mine.tenantId)) };
  }
  if (path.startsWith("tenants/members:")) {
    return { ...myIds, ...(await seedTeam(t, mine)) };
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

async function snapshot(): Promise<string> {
  return t.run(async (ctx) =>
    JSON.stringify([
      await ctx.db.query("conversations").collect(),
      await ctx.db.query("contacts").collect(),
      await ctx.db.query("messages").collect(),
      await ctx.db.query("knowledgeEntries").collect(),
      await ctx.db.query("instances").collect(),
      await ctx.db.query("memberships").collect(),
      await ctx.db.query("invitations").collect(),
      await ctx.db.query("notifications").collect(),
      await ctx.db.query("wallets").collect(),
      await ctx.db.query("labels").collect(),
      await ctx.db.query("conversationNotes").collect(),
      await ctx.db.query("cannedReplies").collect(),
    ]),
  );
}

async function removeTheirs(): Promise<void> {
  await removeInbox(t, theirIds);
  await removeContacts(t, theirIds);
  await t.run(async (ctx) => {
    await ctx.db.delete(theirIds.conversationId);
    await ctx.db.delete(theirIds.contactId);
    await ctx.db.delete(theirIds.entryId);
    await ctx.db.delete(theirIds.instanceId);
    await ctx.db.delete(theirIds.membershipId);
    await ctx.db.delete(theirIds.invitationId);
    await ctx.db.delete(theirIds.notificationId);
    await ctx.db.delete(theirIds.tenantId);
  });
}

test("A6 one session name belongs to one tenant", async () => {
  const { createInstance } = await import("../../../convex/instances/model");
  const error: unknown = await t
    .run((ctx) =>
      createInstance(ctx as never, theirs.tenantId, "Copy", mine.sessionName),
    )
    .catch((thrown: unknown) => thrown);
  expect(errorCode(error)).toBe("CONFLICT");
});

test("session names and tokens are long and never repeat", async () => {
  const seen = new Set<string>();
  for (let i = 0; i < 20; i += 1) {
    const made = await t.mutation(internal.instances.provision.register, {
      tenantId: mine.tenantId,
      label: "Another",
    });
    expect(made.sessionName).toMatch(/^[a-z0-9_]{30}$/);
    expect(made.sessionName.length).toBeLessThanOrEqual(54);
    expect(made.webhookToken).toMatch(/^[a-z0-9]{52}$/);
    seen.add(made.sessionName).add(made.webhookToken);
  }
  expect(seen.size).toBe(40);
});

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
