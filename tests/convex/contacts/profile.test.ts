import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { errorCode } from "../../../lib/error-code";
import { detailOf } from "../../../lib/contacts/problem";
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
let agent: Person;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t);
  agent = await signIn(t, business.tenantId, "agent");
  return () => vi.useRealTimers();
});

const profile = api.contacts.profile;

const create = (phone: string, name = "Thandi") =>
  agent.mutation(profile.create, { name, phone });

async function refusal(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  );
}

async function auditActions(): Promise<string[]> {
  return t.run(async (ctx) =>
    (await ctx.db.query("auditEvents").collect()).map(({ action }) => action),
  );
}

describe("F1 one number is one contact", () => {
  test("+27 82 123-4567 and 0027821234567 are the same person", async () => {
    const id = await create("+27 82 123-4567");
    const error = await refusal(create("0027821234567"));
    expect(errorCode(error)).toBe("DUPLICATE");
    expect(detailOf(error, "contactId")).toBe(id);
  });

  test("a number without a country code is one of the business's own country", async () => {
    const id = await create("082 123 4567");
    expect(await agent.query(profile.get, { contactId: id })).toMatchObject({
      phone: "+27821234567",
      consent: "unknown",
      stage: "new",
    });
  });

  test("a person who was added and then writes is that contact", async () => {
    const id = await create("+27831110001", "Known");
    await post(t, business, messageEvent(business));
    await drain(t);
    const found = await agent.query(profile.get, { contactId: id });
    expect(found.name).toBe("Known");
    expect(found.conversations).toHaveLength(1);
  });

  test.each([
    ["", "phone_missing"],
    ["12", "phone_invalid"],
    ["nonsense", "phone_invalid"],
  ])("%j is refused as %s", async (phone, problem) => {
    const error = await refusal(create(phone));
    expect(errorCode(error)).toBe("VALIDATION_FAILED");
    expect(detailOf(error, "problem")).toBe(problem);
  });
});

describe("G4 an edit leaves a difference", () => {
  let contactId: Id<"contacts">;
  beforeEach(async () => {
    contactId = await create("+27821234567");
  });
  const update = (patch: Parameters<typeof change>[0]) => change(patch);
  function change(patch: {
    name?: string;
    phone?: string;
    tags?: string[];
    note?: string;
    stage?: "new" | "customer";
    aiOff?: boolean;
  }) {
    return agent.mutation(profile.update, { contactId, patch });
  }

  test("field by field, with who did it; the audit trail has no values", async () => {
    await update({ name: "Thandi M", stage: "customer", tags: ["VIP", "vip"] });
    const [latest] = await agent.query(profile.changes, { contactId });
    expect(latest?.actor).toMatch(/^user:/);
    expect(latest?.fields).toEqual([
      { field: "name", from: "Thandi", to: "Thandi M" },
      { field: "stage", from: "new", to: "customer" },
      { field: "tags", from: "", to: "vip" },
    ]);
    const audit = await t.run((ctx) => ctx.db.query("auditEvents").collect());
    expect(JSON.stringify(audit)).not.toContain("Thandi M");
    expect(await auditActions()).toContain("contact.update");
  });

  test("an edit that changes nothing leaves nothing", async () => {
    await update({ name: "Thandi", tags: [] });
    expect(await agent.query(profile.changes, { contactId })).toEqual([]);
    expect(await auditActions()).not.toContain("contact.update");
  });

  test("a corrected number frees the wrong one, unless WhatsApp showed it", async () => {
    await update({ phone: "+27821234568" });
    await expect(create("+27821234567", "Other")).resolves.toBeTruthy();
    const error = await refusal(create("+27821234568"));
    expect(errorCode(error)).toBe("DUPLICATE");
  });

  test("another contact's number is refused and names that contact", async () => {
    const other = await create("+27829999999", "Other");
    const error = await refusal(update({ phone: "+27829999999" }));
    expect(errorCode(error)).toBe("DUPLICATE");
    expect(detailOf(error, "contactId")).toBe(other);
  });

  test.each([
    [{ name: "x".repeat(121) }, "name_too_long"],
    [{ note: "x".repeat(4_001) }, "note_too_long"],
    [{ tags: ["x".repeat(41)] }, "tag_too_long"],
    [{ tags: [...Array(21).keys()].map(String) }, "too_many_tags"],
  ])("limits: %#", async (patch, problem) => {
    const error = await refusal(update(patch));
    expect(detailOf(error, "problem")).toBe(problem);
  });
});

describe("C6 a personal contact", () => {
  test("is never answered by the AI", async () => {
    const contactId = await create("+27831110001");
    await agent.mutation(profile.update, {
      contactId,
      patch: { aiOff: true },
    });
    await post(t, business, messageEvent(business));
    await drain(t);
    expect(vendors.prompts).toHaveLength(0);
    expect(vendors.sends).toHaveLength(0);
    await agent.mutation(profile.update, {
      contactId,
      patch: { aiOff: false },
    });
    await post(t, business, messageEvent(business));
    await drain(t);
    expect(vendors.sends).toHaveLength(1);
  });

  test("an answer that is being written does not leave, and costs nothing", async () => {
    const contactId = await create("+27831110001");
    await post(t, business, messageEvent(business));
    await agent.mutation(profile.update, {
      contactId,
      patch: { aiOff: true },
    });
    await drain(t);
    expect(vendors.sends).toHaveLength(0);
    const held = await t.run(async (ctx) =>
      (await ctx.db.query("reservations").collect()).filter(
        ({ status }) => status === "held",
      ),
    );
    expect(held).toEqual([]);
  });
});
