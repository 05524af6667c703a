import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import { errorCode } from "../../../lib/error-code";
import { type Person, signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
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
  for (const [index, name] of ["Anna", "Bram", "Chen"].entries()) {
    const contactId = await agent.mutation(api.contacts.profile.create, {
      name,
      phone: `+2782000000${String(index)}`,
    });
    await agent.mutation(api.contacts.profile.update, {
      contactId,
      patch: {
        stage: index === 0 ? "new" : "customer",
        tags: index === 1 ? ["vip"] : ["vip", "rye"],
      },
    });
    if (index === 2) {
      await agent.mutation(api.contacts.consent.set, {
        contactId,
        to: "opted_in",
        evidence: "form",
      });
    }
  }
  return () => vi.useRealTimers();
});

type Filter = Omit<
  (typeof api.contacts.directory.list)["_args"],
  "paginationOpts"
>;

async function names(filter: Filter, person = agent) {
  const { page } = await person.query(api.contacts.directory.list, {
    ...filter,
    paginationOpts: { numItems: 10, cursor: null },
  });
  return page.map(({ name }) => name);
}

describe("F1 the list", () => {
  test.each<[Filter, string[]]>([
    [{}, ["Chen", "Bram", "Anna"]],
    [{ stage: "customer" }, ["Chen", "Bram"]],
    [{ consent: "opted_in" }, ["Chen"]],
    [{ consent: "unknown" }, ["Bram", "Anna"]],
    [{ stage: "customer", consent: "unknown" }, ["Bram"]],
    [{ tag: "vip" }, ["Chen", "Bram", "Anna"]],
    [{ tag: "rye", stage: "customer" }, ["Chen"]],
    [{ tag: "vip", consent: "unknown" }, ["Bram", "Anna"]],
    [{ tag: "rye", stage: "new", consent: "unknown" }, ["Anna"]],
    [{ tag: "nobody" }, []],
    [{ search: "bram" }, ["Bram"]],
    [{ search: "082 000 0002" }, ["Chen"]],
    [{ search: "+2782" }, ["Anna", "Bram", "Chen"]],
    [{ search: "+2782", tag: "rye" }, ["Anna", "Chen"]],
  ])("%j shows %j", async (filter, shown) => {
    expect(await names(filter)).toEqual(shown);
  });

  test("goes on where the page before ended", async () => {
    const seen: (string | null)[] = [];
    let cursor: string | null = null;
    for (;;) {
      const page: {
        page: { name: string | null }[];
        isDone: boolean;
        continueCursor: string;
      } = await agent.query(api.contacts.directory.list, {
        tag: "vip",
        paginationOpts: { numItems: 1, cursor },
      });
      seen.push(...page.page.map(({ name }) => name));
      if (page.isDone) break;
      cursor = page.continueCursor;
    }
    expect(seen).toEqual(["Chen", "Bram", "Anna"]);
  });

  test("A4 shows nothing of another business", async () => {
    const other = await createBusiness(t, { name: "Other" });
    const stranger = await signIn(t, other.tenantId, "owner");
    for (const filter of [
      {},
      { search: "bram" },
      { search: "+2782" },
      { tag: "vip" },
    ]) {
      expect(await names(filter, stranger)).toEqual([]);
    }
    expect(await stranger.query(api.contacts.directory.tags, {})).toEqual([]);
  });

  test("the tags in use, each once", async () => {
    expect(await agent.query(api.contacts.directory.tags, {})).toEqual([
      "rye",
      "vip",
    ]);
  });

  test("a search is bounded", async () => {
    const error: unknown = await names({ search: "x".repeat(101) }).catch(
      (thrown: unknown) => thrown,
    );
    expect(errorCode(error)).toBe("VALIDATION_FAILED");
  });
});
