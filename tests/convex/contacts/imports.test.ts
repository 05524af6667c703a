import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import type { ImportLine } from "../../../lib/contacts/import-batches";
import { errorCode } from "../../../lib/error-code";
import { type Person, signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
} from "../../support/product";
import { fakeVendors } from "../../support/vendors";

let t: Backend;
let business: Business;
let agent: Person;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  fakeVendors();
  business = await createBusiness(t);
  agent = await signIn(t, business.tenantId, "agent");
  return () => vi.useRealTimers();
});

const { imports } = api.contacts;

function lineOf(line: number, cells: Partial<ImportLine> = {}): ImportLine {
  return {
    line,
    phone: `+27820${String(100_000 + line)}`,
    name: `Person ${String(line)}`,
    stage: "",
    tags: "",
    note: "",
    consent: "",
    ...cells,
  };
}

type Options = { country?: string; consentEvidence?: string };

async function begin(total: number, options: Options = {}) {
  return agent.mutation(imports.start, {
    fileName: "people.csv",
    total,
    ...options,
  });
}

async function importAll(
  rows: ImportLine[],
  options: Options = {},
): Promise<Id<"contactImports">> {
  const importId = await begin(rows.length, options);
  for (let from = 0; from < rows.length; from += 100) {
    await agent.mutation(imports.add, {
      importId,
      from,
      rows: rows.slice(from, from + 100),
    });
  }
  await drain(t);
  return importId;
}

async function recordOf(importId: Id<"contactImports">) {
  const all = await agent.query(imports.list, {});
  return all.find(({ id }) => id === importId);
}

async function contactBy(phone: string) {
  return t.run((ctx) =>
    ctx.db
      .query("contacts")
      .withIndex("by_tenant_and_phone", (q) =>
        q.eq("tenantId", business.tenantId).eq("phone", phone),
      )
      .unique(),
  );
}

const codeOf = async (work: Promise<unknown>) =>
  errorCode(await work.catch((thrown: unknown) => thrown));

describe("F4 an import", () => {
  test("takes in several batches, counts, and forgets the rows", async () => {
    const rows = [...Array(250).keys()].map((index) => lineOf(index + 2));
    rows[7] = lineOf(9, { phone: "12" });
    const importId = await importAll(rows);
    expect(await recordOf(importId)).toMatchObject({
      status: "done",
      processed: 250,
      created: 249,
      updated: 0,
      failed: 1,
    });
    expect(await agent.query(imports.errors, { importId })).toEqual([
      { line: 9, problem: "phone_invalid", value: "12" },
    ]);
    const left = await t.run((ctx) =>
      ctx.db.query("contactImportBatches").collect(),
    );
    expect(left).toEqual([]);
  });

  test("updates whom it knows; an empty cell changes nothing, tags are joined", async () => {
    await importAll(
      [lineOf(2, { phone: "082 000 0001", tags: "old", note: "Keep me" })],
      { country: "ZA" },
    );
    const importId = await importAll([
      lineOf(2, { phone: "+27820000001", name: "New name", tags: "new" }),
      lineOf(3, { phone: "0027820000001", name: "", stage: "customer" }),
    ]);
    expect(await recordOf(importId)).toMatchObject({ created: 0, updated: 2 });
    expect(await contactBy("+27820000001")).toMatchObject({
      name: "New name",
      tags: ["old", "new"],
      note: "Keep me",
      stage: "customer",
    });
  });

  test("F2 without a consent column everybody is unknown", async () => {
    await importAll([lineOf(2, { consent: "yes" })]);
    expect((await contactBy("+27820100002"))?.consent).toBe("unknown");
  });

  test("F2 with one, each record says where it comes from", async () => {
    await importAll([lineOf(2, { consent: "yes" })], {
      consentEvidence: "Newsletter form",
    });
    const contact = await contactBy("+27820100002");
    expect(contact?.consent).toBe("opted_in");
    const records = await t.run((ctx) =>
      ctx.db.query("consentRecords").collect(),
    );
    expect(records).toMatchObject([
      { source: "import", text: "Newsletter form", to: "opted_in" },
    ]);
  });

  test("F3 a no is never turned into a yes, a yes is into a no", async () => {
    const source = { consentEvidence: "List" };
    await importAll([lineOf(2, { consent: "no" })], source);
    await importAll([lineOf(2, { consent: "yes" })], source);
    expect((await contactBy("+27820100002"))?.consent).toBe("opted_out");
    await importAll([lineOf(3, { consent: "yes" })], source);
    await importAll([lineOf(3, { consent: "no" })], source);
    expect((await contactBy("+27820100003"))?.consent).toBe("opted_out");
  });

  test("a batch that is sent twice is taken in once", async () => {
    const importId = await begin(2);
    const first = { importId, from: 0, rows: [lineOf(2)] };
    await agent.mutation(imports.add, first);
    expect(await agent.mutation(imports.add, first)).toEqual({ uploaded: 1 });
    expect(
      await codeOf(
        agent.mutation(imports.add, { importId, from: 5, rows: [lineOf(7)] }),
      ),
    ).toBe("CONFLICT");
    await agent.mutation(imports.add, { importId, from: 1, rows: [lineOf(3)] });
    await drain(t);
    expect(await recordOf(importId)).toMatchObject({
      status: "done",
      created: 2,
    });
  });

  test("can be cancelled; what is in stays, the rest is forgotten", async () => {
    const importId = await begin(150);
    const rows = [...Array(100).keys()].map((index) => lineOf(index + 2));
    await agent.mutation(imports.add, { importId, from: 0, rows });
    await agent.mutation(imports.cancel, { importId });
    await drain(t);
    expect(await recordOf(importId)).toMatchObject({
      status: "cancelled",
      created: 0,
    });
    expect(
      await t.run((ctx) => ctx.db.query("contactImportBatches").collect()),
    ).toEqual([]);
    expect(
      await codeOf(
        agent.mutation(imports.add, {
          importId,
          from: 100,
          rows: [lineOf(200)],
        }),
      ),
    ).toBe("CONFLICT");
  });

  test("one at a time: a running one is in the way, an upload that was left is not", async () => {
    const left = await begin(5);
    const running = await begin(1);
    expect(await recordOf(left)).toMatchObject({ status: "cancelled" });
    await agent.mutation(imports.add, {
      importId: running,
      from: 0,
      rows: [lineOf(2)],
    });
    expect(await codeOf(begin(1))).toBe("CONFLICT");
    await drain(t);
    await expect(begin(1)).resolves.toBeTruthy();
  });

  test.each([
    [{ total: 0 }],
    [{ total: 10_001 }],
    [{ total: 1.5 }],
    [{ country: "XX" }],
    [{ consentEvidence: "  " }],
    [{ consentEvidence: "x".repeat(501) }],
    [{ fileName: "x".repeat(201) }],
  ])("refuses to start with %j", async (wrong) => {
    expect(
      await codeOf(
        agent.mutation(imports.start, {
          fileName: "people.csv",
          total: 1,
          ...wrong,
        }),
      ),
    ).toBe("VALIDATION_FAILED");
  });

  test("refuses batches that are too many, too large or too long", async () => {
    const importId = await begin(500);
    const add = (rows: ImportLine[]) =>
      codeOf(agent.mutation(imports.add, { importId, from: 0, rows }));
    const many = [...Array(101).keys()].map((index) => lineOf(index + 2));
    expect(await add(many)).toBe("VALIDATION_FAILED");
    expect(await add([lineOf(2, { note: "x".repeat(200_001) })])).toBe(
      "VALIDATION_FAILED",
    );
    expect(await add([lineOf(0)])).toBe("VALIDATION_FAILED");
  });
});
