import { beforeEach, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import { messageEvent } from "../../support/deliveries";
import { signIn } from "../../support/people";
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
let business: Business;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  fakeVendors();
  business = await createBusiness(t);
  return () => vi.useRealTimers();
});

test("G1 the export of a person has their words, ids and consent, and nobody else's", async () => {
  await post(t, business, messageEvent(business, { text: "Do you bake rye?" }));
  await post(
    t,
    business,
    messageEvent(business, { from: "27839990000@c.us", text: "Secret order" }),
  );
  await drain(t);
  const admin = await signIn(t, business.tenantId, "admin");
  const contact = await t.run((ctx) => ctx.db.query("contacts").first());
  if (contact === null) throw new Error("No contact.");
  await admin.mutation(api.contacts.consent.set, {
    contactId: contact._id,
    to: "opted_in",
    evidence: "Signed the form",
  });
  await admin.mutation(api.contacts.dossier.record, { contactId: contact._id });
  const dossier = await admin.query(api.contacts.dossier.get, {
    contactId: contact._id,
  });
  expect(dossier).toMatchObject({
    contact: { phone: "+27831110001", consent: "opted_in" },
    aliases: ["phone:+27831110001"],
    consentRecords: [{ text: "Signed the form", source: "member" }],
  });
  const [conversation] = dossier.conversations;
  if (conversation === undefined) throw new Error("No conversation.");
  const { page } = await admin.query(api.contacts.dossier.messages, {
    conversationId: conversation.id,
    paginationOpts: { numItems: 50, cursor: null },
  });
  expect(page.map(({ text }) => text)).toContain("Do you bake rye?");
  expect(JSON.stringify([dossier, page])).not.toContain("Secret order");
  expect(JSON.stringify(dossier)).not.toContain("27839990000");
  const audit = await t.run((ctx) => ctx.db.query("auditEvents").collect());
  expect(audit).toContainEqual(
    expect.objectContaining({ action: "contact.export", target: contact._id }),
  );
});

test("F4 an export follows the filter and is noted down", async () => {
  const owner = await signIn(t, business.tenantId, "owner");
  for (const [phone, name] of [
    ["+27820000001", "=cmd()"],
    ["+27820000002", "Anna"],
  ] as const) {
    await owner.mutation(api.contacts.profile.create, { phone, name });
  }
  await owner.mutation(api.contacts.exports.record, {});
  const { page } = await owner.query(api.contacts.exports.page, {
    search: "anna",
    paginationOpts: { numItems: 50, cursor: null },
  });
  expect(page.map(({ name }) => name)).toEqual(["Anna"]);
  const audit = await t.run((ctx) => ctx.db.query("auditEvents").collect());
  expect(audit.map(({ action }) => action)).toContain("contacts.export");
});

test("G1 the export has the records of the AI's answers and says where files are", async () => {
  await post(t, business, messageEvent(business, { text: "Do you bake rye?" }));
  await drain(t);
  const admin = await signIn(t, business.tenantId, "admin");
  const { contactId, messageId } = await t.run(async (ctx) => {
    const contact = await ctx.db.query("contacts").first();
    const message = await ctx.db.query("messages").first();
    if (contact === null || message === null) throw new Error("Not stored.");
    await ctx.db.patch(message._id, {
      media: {
        mimetype: "image/png",
        filename: "loaf.png",
        path: "/api/files/s/loaf.png",
        storageId: null,
      },
    });
    return { contactId: contact._id, messageId: message._id };
  });
  const dossier = await admin.query(api.contacts.dossier.get, { contactId });
  const [conversation] = dossier.conversations;
  expect(conversation?.assistantRuns).toMatchObject([
    { outcome: "answered", model: expect.any(String) as string },
  ]);
  const { page } = await admin.query(api.contacts.dossier.messages, {
    conversationId: conversation?.id ?? ("" as never),
    paginationOpts: { numItems: 50, cursor: null },
  });
  const withFile = page.filter(({ media }) => media !== null);
  expect(withFile.map(({ media }) => media)).toEqual([
    {
      mimetype: "image/png",
      filename: "loaf.png",
      address: `/api/media/${messageId}`,
    },
  ]);
});
