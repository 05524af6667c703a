import { makeFunctionReference } from "convex/server";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { internal } from "../../../convex/_generated/api";
import { ACTIONS } from "../../../lib/audit/actions";
import { errorCode } from "../../../lib/error-code";
import { messageEvent } from "../../support/deliveries";
import { idsOf } from "../../support/functions/ids";
import type { Ids, Row } from "../../support/functions/row";
import { signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
} from "../../support/product";
import { ROWS } from "../../support/public-functions";
import { fakeVendors } from "../../support/vendors";

const PRIVILEGED: ReadonlySet<string> = new Set([
  "manage_contacts",
  "manage_assistant",
  "manage_numbers",
  "manage_tenant",
  "manage_team",
  "export",
  "operator",
]);

/** Privileged writes that leave no event, and why that is right. */
const SILENT: Readonly<Record<string, string>> = {
  "assistant/knowledge:move": "changes an order and no word",
  "contacts/imports:add": "a part of an import whose start is written down",
  "instances/pairing:refresh": "asks the gateway for a picture",
};

/** What must be so before a write has anything to do. */
const FIRST: Readonly<Record<string, readonly string[]>> = {
  "credits/bookPages:recordFor": ["operators/access:open"],
  "credits/reconciliation:stop": ["credits/reconciliation:start"],
  "erasure/business:restore": ["erasure/business:request"],
  "operators/access:leave": ["operators/access:open"],
  "operators/content:open": ["operators/access:open"],
  "webhooks/replay:startFor": ["operators/access:open"],
  "operators/suspension:reactivate": ["operators/suspension:suspend"],
};

/** Writes that have nothing to do as their row stands; what writes their event is read in their source. */
const READ_IN_SOURCE: Readonly<Record<string, string>> = {
  "credits/reconciliation:stop": "recordAudit(",
  "credits/refund:add": "recordAudit(",
  "credits/reversal:add": "recordAudit(",
  "operators/notes:remove": "recordAudit(",
  "payments/checkouts:start": "recordAudit(",
};

const isPrivileged = ([, { kind, permission }]: [string, Row]) =>
  kind === "mutation" && permission !== null && PRIVILEGED.has(permission);

const sources = Object.entries(
  import.meta.glob<string>(
    ["../../../convex/**/*.ts", "!../../../convex/_generated/**"],
    { query: "?raw", import: "default", eager: true },
  ),
).map(([path, text]) => ({ path: path.replace("../../../", ""), text }));

const matching = (pattern: RegExp) =>
  sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

/** The text of one exported function, to the next export. */
function sourceOf(path: string): string {
  const [file, name] = path.split(":");
  const source = sources.find((each) => each.path === `convex/${file}.ts`);
  const text = source?.text ?? "";
  const start = text.indexOf(`export const ${name} =`);
  const end = text.indexOf("\nexport ", start);
  return start < 0 ? "" : text.slice(start, end < 0 ? undefined : end);
}

let t: Backend;
let mine: Business;
let ids: Ids;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  fakeVendors();
  mine = await createBusiness(t, { name: "Mine" });
  await post(t, mine, messageEvent(mine));
  await drain(t);
  ids = await idsOf(t, mine);
  return () => vi.useRealTimers();
});

/** A number that waits to be linked and has no job. */
async function waitingInstance(): Promise<Ids["instanceId"]> {
  const { instanceId } = await t.mutation(
    internal.instances.provision.register,
    { tenantId: mine.tenantId, label: "Fresh" },
  );
  await t.run((ctx) => ctx.db.patch(instanceId, { status: "SCAN_QR_CODE" }));
  return instanceId;
}

async function countEvents(): Promise<number> {
  return t.run(
    async (ctx) => (await ctx.db.query("auditEvents").collect()).length,
  );
}

describe("I1 every privileged write", () => {
  test.each(Object.entries(ROWS).filter(isPrivileged))(
    "%s leaves an event",
    async (path, row) => {
      const person =
        row.permission === "operator"
          ? await signIn(t, null, "operator")
          : await signIn(t, mine.tenantId, "owner");
      if (path.startsWith("instances/sessions:")) {
        ids = { ...ids, instanceId: await waitingInstance() };
      }
      const call = (name: string) => {
        const args = ROWS[name]?.args(ids) ?? {};
        return person
          .mutation(makeFunctionReference<"mutation">(name), args)
          .then(
            () => "ok",
            (error: unknown) => errorCode(error) ?? String(error),
          );
      };
      for (const name of FIRST[path] ?? []) {
        expect([name, await call(name)]).toEqual([name, "ok"]);
      }
      const before = await countEvents();
      const outcome = await call(path);
      const written = (await countEvents()) - before;
      if (path in READ_IN_SOURCE) {
        expect(sourceOf(path)).toContain(READ_IN_SOURCE[path]);
        expect([path, written]).toEqual([path, 0]);
        return;
      }
      expect([path, outcome]).toEqual([path, "ok"]);
      if (path in SILENT) expect(written).toBe(0);
      else expect([path, written > 0]).toEqual([path, true]);
    },
  );

  test("that is excused exists", () => {
    for (const path of [
      ...Object.keys(SILENT),
      ...Object.keys(FIRST),
      ...Object.values(FIRST).flat(),
      ...Object.keys(READ_IN_SOURCE),
    ]) {
      expect(path in ROWS, path).toBe(true);
    }
  });
});

describe("I1 the trail is append-only", () => {
  test("no code changes or removes an event, its place or a month's count but the sealer", () => {
    expect(
      matching(/\.(patch|replace|delete)\(\s*"(auditEvents|auditSeals)"/),
    ).toEqual([]);
    expect(
      matching(
        /\.(patch|replace|delete)\(\s*"(auditPending|auditHeads|auditMonths)"/,
      ),
    ).toEqual(["convex/audit/sealModel.ts"]);
  });

  test("every write names its table, so that the tests above see all of them", () => {
    // The log's rows of five tables go by their age, by the name in a union.
    expect(matching(/\.db\s*\.(patch|replace|delete)\(\s*[^"\s]/)).toEqual([
      "convex/webhooks/logModel.ts",
    ]);
  });

  test("one function writes events, one writes places", () => {
    expect(matching(/\.insert\(\s*"auditEvents"/)).toEqual([
      "convex/audit/model.ts",
    ]);
    expect(matching(/\.insert\(\s*"(auditSeals|auditHeads)"/)).toEqual([
      "convex/audit/sealModel.ts",
    ]);
  });

  test("every action that is written down has a name people can read", () => {
    const written = sources.flatMap(({ text }) =>
      [...text.matchAll(/\baction:\s*"([a-z_]+\.[a-z_]+)"/g)].map(
        ([, action]) => action,
      ),
    );
    expect(written.length).toBeGreaterThan(40);
    const known = new Set<string | undefined>(ACTIONS);
    expect(written.filter((action) => !known.has(action))).toEqual([]);
  });
});
