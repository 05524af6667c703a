import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test,
  vi,
} from "vitest";
import { makeFunctionReference } from "convex/server";
import { ConvexError } from "convex/values";
import { errorCode } from "../../../lib/error-code";
import { isPermitted, type Role } from "../../../lib/tenants/roles";
import { type Person, signIn } from "../../support/people";
import { freshIds } from "../../support/functions/fresh";
import { publicFunctions } from "../../support/functions/registered";
import { removeBusiness, snapshot } from "../../support/functions/snapshot";
import type { Ids } from "../../support/functions/row";
import {
  configureWorld,
  createWorld,
  everyRow,
  undone,
  type World,
} from "../../support/functions/world";
import { ROWS } from "../../support/public-functions";
import { type Backend, type Business, drain } from "../../support/product";
import { fakeVendors } from "../../support/vendors";

const ROLES: Role[] = ["owner", "admin", "agent", "viewer"];
const table = Object.entries(ROWS);

let world: World;
let seededAt: number;
let rows: string;

let t: Backend;
let mine: Business;
let myIds: Ids;
let theirIds: Ids;

const enter = (entered: World) => {
  ({ t, mine, myIds, theirIds } = entered);
};

beforeAll(async () => {
  vi.useFakeTimers();
  world = await createWorld();
  seededAt = Date.now();
  rows = await everyRow(world.t);
});

beforeEach(() => {
  vi.clearAllTimers();
  vi.setSystemTime(seededAt);
  configureWorld();
  enter(world);
});

afterAll(async () => {
  vi.useRealTimers();
  expect(await everyRow(world.t)).toBe(rows);
});

/** One world is enough for all: what a test writes there is thrown away. */
const inWorld =
  <Given extends unknown[]>(body: (...given: Given) => Promise<void>) =>
  (...given: Given) =>
    undone(world.t, (inside) => {
      t = inside;
      return body(...given);
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

  test.each(table)(
    "%s refuses the signed out",
    inWorld(async (path, row) => {
      expect(await call(t, path, row.args(myIds))).toBe("UNAUTHENTICATED");
    }),
  );

  test.each(table)(
    "%s refuses people without a business",
    inWorld(async (path, row) => {
      const stranger = await signIn(t, null, "viewer");
      const expected =
        row.anybody ?? (row.permission === null ? "NOT_FOUND" : "FORBIDDEN");
      expect(await call(stranger, path, row.args(myIds))).toBe(expected);
    }),
  );

  test.each(table)(
    "%s follows the roles",
    inWorld(async (path, row) => {
      for (const role of ROLES) {
        const member = await signIn(t, mine.tenantId, role);
        const expected =
          row.permission === null
            ? (row.anybody ?? "ok")
            : row.permission !== "operator" && isPermitted(role, row.permission)
              ? "ok"
              : "FORBIDDEN";
        const args = row.args(await freshIds(t, myIds, path));
        expect([role, await call(member, path, args)]).toEqual([
          role,
          expected,
        ]);
      }
    }),
  );

  test.each(table)(
    "J6 %s is an operator's or is not",
    inWorld(async (path, row) => {
      const operator = await signIn(t, null, "operator");
      if (row.permission === "operator") {
        const answer = await refusalOf(operator, path, row.args(myIds));
        expect(answer).not.toMatch(/UNAUTHENTICATED|Operators only|unexpected/);
        return;
      }
      const expected =
        row.anybody ?? (row.permission === null ? "NOT_FOUND" : "FORBIDDEN");
      expect(await call(operator, path, row.args(myIds))).toBe(expected);
    }),
  );

  test.each(table.filter(([, row]) => row.takesId))(
    "A4 %s answers another tenant's id as it answers an unknown one",
    inWorld(async (path, row) => {
      const owner = await signIn(t, mine.tenantId, "owner");
      const before = await snapshot(t);
      const foreign = await refusalOf(owner, path, row.args(theirIds));
      expect(foreign).toContain('"code":"NOT_FOUND"');
      expect(await snapshot(t)).toEqual(before);
      await removeBusiness(t, theirIds);
      expect(await refusalOf(owner, path, row.args(theirIds))).toBe(foreign);
    }),
  );

  test.each(table)(
    "A13 %s refuses a suspended member",
    inWorld(async (path, row) => {
      const member = await signIn(t, mine.tenantId, "owner");
      await t.run(async (ctx) => {
        for (const membership of await ctx.db.query("memberships").collect()) {
          await ctx.db.patch(membership._id, { status: "suspended" });
        }
      });
      const expected =
        row.anybody ?? (row.permission === null ? "NOT_FOUND" : "FORBIDDEN");
      expect(await call(member, path, row.args(myIds))).toBe(expected);
    }),
  );
});

test("J1 no function of a suspended business sends", async () => {
  enter(await createWorld());
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
    const answer = await call(
      owner,
      path,
      row.args(await freshIds(t, myIds, path)),
    );
    if (answer === "SENDING_DISABLED") refused.push(path);
  }
  await drain(t);
  expect(vendors.sends).toEqual([]);
  expect(refused).toContain("messages/outbound:write");
});

test(
  "H3 wrong types are refused before a handler runs",
  inWorld(async () => {
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
  }),
);
