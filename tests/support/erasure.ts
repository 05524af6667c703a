import { beforeEach, vi } from "vitest";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import schema from "../../convex/schema";
import { messageEvent } from "./deliveries";
import { inboxOf, write } from "./inbox";
import { type Person, signIn } from "./people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
} from "./product";
import { fakeVendors, json, type Vendors } from "./vendors";

export const PHONE = "27831119944";
export const ANNA = `${PHONE}@c.us`;
export const BEN = "27831110002@c.us";
export const SECRET_WORDS = "my blue umbrella is at your shop";

export let t: Backend;
export let vendors: Vendors;
export let business: Business;
export let owner: Person;

/** A business of its own before each test of the file, with time standing still. */
export function useErasureStage(): void {
  beforeEach(async () => {
    vi.useFakeTimers();
    t = createBackend();
    vendors = fakeVendors();
    vendors.onLookup = () => json([]);
    business = await createBusiness(t);
    owner = await signIn(t, business.tenantId, "owner");
    return () => vi.useRealTimers();
  });
}

/** Runs only what is due within so many ms. */
export async function pass(ms: number): Promise<void> {
  const until = Date.now() + ms;
  for (let rounds = 0; rounds < 50; rounds += 1) {
    const left = until - Date.now();
    if (left <= 0) return;
    vi.advanceTimersByTime(Math.min(left, ms / 20));
    await t.finishInProgressScheduledFunctions();
  }
}

export async function contactOf(phone: string): Promise<Id<"contacts">> {
  const found = await t.run((ctx) =>
    ctx.db
      .query("contacts")
      .withIndex("by_tenant_and_phone", (q) =>
        q.eq("tenantId", business.tenantId).eq("phone", `+${phone}`),
      )
      .unique(),
  );
  if (found === null) throw new Error(`No contact ${phone}.`);
  return found._id;
}

/** Somebody of whom every table knows something. */
export async function aWholeHistory(): Promise<Id<"contacts">> {
  await write(t, business, { from: ANNA, text: SECRET_WORDS });
  await write(t, business, { from: ANNA, text: "a human please" });
  const contactId = await contactOf(PHONE);
  const [row] = await inboxOf(owner);
  const conversationId = row?.id;
  if (conversationId === undefined) throw new Error("No conversation.");
  await owner.mutation(api.contacts.profile.update, {
    contactId,
    patch: { name: "Anneliese Quistorp", note: "umbrella", tags: ["rainy"] },
  });
  await owner.mutation(api.contacts.consent.set, {
    contactId,
    to: "opted_in",
    evidence: "Anneliese Quistorp signed",
  });
  await owner.mutation(api.conversations.notes.add, {
    conversationId,
    text: "Anneliese Quistorp came by",
  });
  await owner.mutation(api.messages.outbound.write, {
    conversationId,
    text: "Dear Anneliese Quistorp, here it is",
    idempotencyKey: "manual-0001",
  });
  const unreadable = messageEvent(business, {
    from: ANNA,
    text: SECRET_WORDS,
  });
  Reflect.deleteProperty(unreadable["payload"] as object, "id");
  await post(t, business, unreadable);
  await drain(t);
  await t.run(async (ctx) => {
    const importId = await ctx.db.insert("contactImports", {
      tenantId: business.tenantId,
      fileName: "people.csv",
      status: "uploading",
      consentEvidence: null,
      country: null,
      total: 2,
      uploaded: 1,
      processed: 0,
      created: 0,
      updated: 0,
      failed: 0,
      actor: "user:seed",
    });
    const row = { line: 2, name: "Anneliese Quistorp", note: "umbrella" };
    await ctx.db.insert("contactImportBatches", {
      importId,
      start: 0,
      rows: [
        { ...row, phone: "083 111 9944", stage: "", tags: "", consent: "" },
      ],
    });
    await ctx.db.insert("contactImportErrors", {
      importId,
      line: 3,
      problem: "phone_invalid",
      value: `+${PHONE}`,
    });
  });
  return contactId;
}

/** Every table whose rows contain one of these texts. */
export async function tablesWith(texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const table of Object.keys(schema.tables)) {
    const rows = await t.run((ctx) =>
      ctx.db.query(table as "tenants").collect(),
    );
    const stored = JSON.stringify(rows);
    for (const text of texts) {
      if (stored.includes(text)) found.push(`${table}: ${text}`);
    }
  }
  return found;
}

export const TRACES = [PHONE, "Anneliese", "Quistorp", "umbrella", "rainy"];

export const erase = (contactId: Id<"contacts">) =>
  owner.mutation(api.erasure.contacts.erase, { contactId });

export async function eraseWholly(contactId: Id<"contacts">): Promise<void> {
  await erase(contactId);
  await drain(t);
}
