import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
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
import { fakeVendors, type Vendors } from "../../support/vendors";

let t: Backend;
let vendors: Vendors;
let business: Business;
let owner: Person;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t);
  owner = await signIn(t, business.tenantId, "owner");
  return () => vi.useRealTimers();
});

const { knowledge } = api.assistant;
const list = () => owner.query(knowledge.list, {});
const titles = async () => (await list()).map(({ title }) => title);

async function add(title: string): Promise<Id<"knowledgeEntries">> {
  const entryId = await owner.mutation(knowledge.add, {
    title,
    content: `About ${title}.`,
  });
  if (entryId === null) throw new Error("It was there already.");
  return entryId;
}

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: unknown) => errorCode(error),
  );

describe("C7 knowledge", () => {
  test("an entry is trimmed, has a category and is changed in parts", async () => {
    const entryId = await owner.mutation(knowledge.add, {
      title: " Parking ",
      content: " Behind the shop. ",
      category: " Visit ",
    });
    if (entryId === null) throw new Error("Not added.");
    await owner.mutation(knowledge.update, { entryId, content: "In front." });
    expect((await list()).at(-1)).toMatchObject({
      title: "Parking",
      content: "In front.",
      category: "Visit",
      isActive: true,
    });
  });

  test("entries keep their order and move by one", async () => {
    await add("A");
    const b = await add("B");
    expect(await titles()).toEqual(["Opening hours", "A", "B"]);
    await owner.mutation(knowledge.move, { entryId: b, to: "up" });
    expect(await titles()).toEqual(["Opening hours", "B", "A"]);
    await owner.mutation(knowledge.move, { entryId: b, to: "up" });
    await owner.mutation(knowledge.move, { entryId: b, to: "up" });
    expect(await titles()).toEqual(["B", "Opening hours", "A"]);
    await owner.mutation(knowledge.move, { entryId: b, to: "down" });
    expect(await titles()).toEqual(["Opening hours", "B", "A"]);
  });

  test("the model sees the active ones only", async () => {
    const entryId = await add("Parking");
    await add("Payment");
    await owner.mutation(knowledge.update, { entryId, isActive: false });
    await post(t, business, messageEvent(business, { text: "Parking?" }));
    await drain(t);
    expect(vendors.prompts[0]).toContain("About Payment.");
    expect(vendors.prompts[0]).not.toContain("About Parking.");
  });

  test.each([
    ["an empty title", { title: " ", content: "x" }],
    ["an empty content", { title: "x", content: "" }],
    ["a long title", { title: "x".repeat(201), content: "x" }],
    ["a long content", { title: "x", content: "x".repeat(4_001) }],
    ["a long category", { title: "x", content: "x", category: "x".repeat(61) }],
  ])("%s is refused", async (_name, entry) => {
    expect(await refusal(owner.mutation(knowledge.add, entry))).toBe(
      "VALIDATION_FAILED",
    );
    const [first] = await list();
    if (first === undefined) throw new Error("Not seeded.");
    expect(
      await refusal(
        owner.mutation(knowledge.update, { entryId: first.id, ...entry }),
      ),
    ).toBe("VALIDATION_FAILED");
  });

  test("a paste is added once, all or nothing, and leaves a trace", async () => {
    const entries = [
      { title: "One", content: "1" },
      { title: "Two", content: "2" },
    ];
    const paste = (given: typeof entries) =>
      owner.mutation(knowledge.importMany, { entries: given, category: "FAQ" });
    expect(await paste(entries)).toEqual({ added: 2, skipped: 0 });
    expect(await paste([...entries, { title: "Three", content: "3" }])).toEqual(
      {
        added: 1,
        skipped: 2,
      },
    );
    expect(
      await refusal(
        paste([
          { title: "Four", content: "4" },
          { title: "", content: "5" },
        ]),
      ),
    ).toBe("VALIDATION_FAILED");
    expect(await refusal(paste([]))).toBe("VALIDATION_FAILED");
    expect(
      await refusal(
        paste(
          Array.from({ length: 101 }, (_, i) => ({
            title: `t${String(i)}`,
            content: "c",
          })),
        ),
      ),
    ).toBe("VALIDATION_FAILED");
    expect(await titles()).toEqual(["Opening hours", "One", "Two", "Three"]);
    const audit = await t.run((ctx) => ctx.db.query("auditEvents").collect());
    expect(
      audit.filter(({ action }) => action === "knowledge.imported"),
    ).toHaveLength(2);
  });

  test("I1 a page that is read is written down by its host alone", async () => {
    await owner.mutation(knowledge.recordPageRead, { host: "shop.example" });
    const audit = await t.run((ctx) => ctx.db.query("auditEvents").collect());
    expect(
      audit.filter(({ action }) => action === "knowledge.page_read"),
    ).toMatchObject([
      { tenantId: business.tenantId, target: "shop.example", reason: null },
    ]);
  });

  test.each([
    "",
    "shop.example/prices?customer=7",
    "me@shop.example",
    "Shop Example",
    "a".repeat(300),
  ])("I1 %s is no host", async (host) => {
    const work = owner.mutation(knowledge.recordPageRead, { host });
    expect(await refusal(work)).toBe("VALIDATION_FAILED");
  });

  test("there are at most 500 entries", async () => {
    for (let batch = 0; batch < 5; batch += 1) {
      const entries = Array.from({ length: 100 }, (_, index) => ({
        title: `${String(batch)}-${String(index)}`,
        content: "c",
      }));
      const work = owner.mutation(knowledge.importMany, {
        entries: batch === 4 ? entries.slice(0, 99) : entries,
        category: "",
      });
      expect(await refusal(work)).toBe("ok");
    }
    expect(await list()).toHaveLength(500);
    expect(await refusal(add("One more"))).toBe("VALIDATION_FAILED");
  });
});
