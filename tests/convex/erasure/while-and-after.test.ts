import { describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import { messageEvent } from "../../support/deliveries";
import {
  ANNA,
  BEN,
  PHONE,
  TRACES,
  aWholeHistory,
  business,
  contactOf,
  erase,
  eraseWholly,
  owner,
  pass,
  t,
  tablesWith,
  vendors,
  useErasureStage,
} from "../../support/erasure";
import { codeOf, inboxOf, write } from "../../support/inbox";
import { signIn } from "../../support/people";
import { createBusiness, drain, post, readBooks } from "../../support/product";

useErasureStage();

describe("G2 while and after", () => {
  test("from the first moment nothing can be sent to the person", async () => {
    const contactId = await aWholeHistory();
    const [row] = await inboxOf(owner);
    const conversationId = row?.id;
    if (conversationId === undefined) throw new Error("No conversation.");
    const sentBefore = vendors.sends.length;
    await erase(contactId);
    expect(
      await codeOf(
        owner.mutation(api.messages.outbound.write, {
          conversationId,
          text: "one more thing",
          idempotencyKey: "manual-late",
        }),
      ),
    ).toBe("CONTACT_OPTED_OUT");
    await drain(t);
    expect(vendors.sends.length).toBe(sentBefore);
  });

  test("an answer that was being written does not leave, and its credit comes back", async () => {
    const waiting = await createBusiness(t, {
      name: "Slow",
      quietWindowMs: 5_000,
    });
    const boss = await signIn(t, waiting.tenantId, "owner");
    await post(t, waiting, messageEvent(waiting, { from: ANNA }));
    const contact = await t.run((ctx) =>
      ctx.db
        .query("contacts")
        .withIndex("by_tenant", (q) => q.eq("tenantId", waiting.tenantId))
        .unique(),
    );
    if (contact === null) throw new Error("No contact.");
    expect((await readBooks(t, waiting.tenantId)).reserved).toBe(1);
    await boss.mutation(api.erasure.contacts.erase, { contactId: contact._id });
    await drain(t);
    expect(vendors.sends).toEqual([]);
    expect(await readBooks(t, waiting.tenantId)).toMatchObject({
      balance: 100,
      reserved: 0,
    });
    expect(await tablesWith([PHONE])).toEqual([]);
  });

  test("a send whose fate is unknown is settled first: the erasure waits for it", async () => {
    vendors.onSend = () => {
      throw new Error("the connection broke");
    };
    await post(t, business, messageEvent(business, { from: ANNA }));
    await pass(1_000);
    const stored = await t.run((ctx) => ctx.db.query("messages").collect());
    expect(stored.some(({ status }) => status === "unknown")).toBe(true);
    await erase(await contactOf(PHONE));
    await pass(1_000);
    const [waiting] = await owner.query(api.erasure.contacts.list, {});
    expect(waiting).toMatchObject({ phase: "conversations", waitsFor: 1 });
    await drain(t);
    const [erasure] = await owner.query(api.erasure.contacts.list, {});
    expect(erasure).toMatchObject({ phase: "done", waitsFor: 0 });
    expect((await readBooks(t, business.tenantId)).reserved).toBe(0);
    expect(await tablesWith([PHONE])).toEqual([]);
  });

  test("a message that arrives during the erasure is a new person's first", async () => {
    const contactId = await aWholeHistory();
    await erase(contactId);
    await pass(2_000);
    await write(t, business, { from: ANNA, text: "hello again" });
    await drain(t);
    const rows = await inboxOf(owner);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      contactPhone: `+${PHONE}`,
      contactName: "Thandi",
    });
    expect(rows[0]?.contactId).not.toBe(contactId);
    expect(await tablesWith(["umbrella", "Quistorp"])).toEqual([]);
  });

  test("what the person wrote before does not come back by a late or repeated delivery", async () => {
    const old = messageEvent(business, {
      from: ANNA,
      text: "umbrella",
      bareId: "3EB0UMBRELLA",
    });
    await post(t, business, old);
    await drain(t);
    const late = messageEvent(business, { from: ANNA, text: "late umbrella" });
    const ownLate = messageEvent(business, {
      from: ANNA,
      text: "an umbrella from our phone",
      fromMe: true,
    });
    await pass(5_000);
    await eraseWholly(await contactOf(PHONE));
    for (const event of [old, late, ownLate]) await post(t, business, event);
    await drain(t);
    expect(await inboxOf(owner)).toEqual([]);
    expect(await tablesWith([PHONE, "umbrella"])).toEqual([]);
    await write(t, business, { from: ANNA, text: "a new beginning" });
    await post(t, business, late);
    await drain(t);
    expect(await inboxOf(owner)).toHaveLength(1);
    expect(await tablesWith(["umbrella"])).toEqual([]);
  });

  test("a file does not bring the person back, and their number is not kept as its error", async () => {
    await write(t, business, { from: ANNA });
    await eraseWholly(await contactOf(PHONE));
    const importId = await owner.mutation(api.contacts.imports.start, {
      fileName: "people.csv",
      total: 2,
    });
    const cells = { stage: "", tags: "", note: "", consent: "" };
    await owner.mutation(api.contacts.imports.add, {
      importId,
      from: 0,
      rows: [
        { line: 2, phone: `+${PHONE}`, name: "Anneliese", ...cells },
        { line: 3, phone: "+27820000077", name: "Carl", ...cells },
      ],
    });
    await drain(t);
    const errors = await owner.query(api.contacts.imports.errors, { importId });
    expect(errors).toEqual([{ line: 2, problem: "phone_erased", value: "" }]);
    expect(await tablesWith([PHONE, "Anneliese"])).toEqual([]);
    expect(await tablesWith(["Carl"])).toContain("contacts: Carl");
  });

  test("nor does a form, whose field says why", async () => {
    await write(t, business, { from: ANNA });
    await write(t, business, { from: BEN });
    await eraseWholly(await contactOf(PHONE));
    const create = owner.mutation(api.contacts.profile.create, {
      name: "Anneliese",
      phone: `+${PHONE}`,
    });
    expect(await codeOf(create)).toBe("VALIDATION_FAILED");
    const rename = owner.mutation(api.contacts.profile.update, {
      contactId: await contactOf("27831110002"),
      patch: { phone: `+${PHONE}` },
    });
    expect(await codeOf(rename)).toBe("VALIDATION_FAILED");
    expect(await tablesWith([PHONE])).toEqual([]);
  });

  test("who had said STOP and was erased is not answered when they write again", async () => {
    await write(t, business, { from: ANNA });
    await write(t, business, { from: ANNA, text: "STOP" });
    await pass(2_000);
    await eraseWholly(await contactOf(PHONE));
    const sent = vendors.sends.length;
    await write(t, business, { from: ANNA, text: "are you there?" });
    expect(vendors.sends.length).toBe(sent);
    const [row] = await inboxOf(owner);
    expect(row?.lastMessagePreview).toBe("are you there?");
  });

  test("the other business that knows the person keeps them, and its files may bring them", async () => {
    const other = await createBusiness(t, { name: "Other" });
    await write(t, business, { from: ANNA });
    await write(t, other, { from: ANNA, text: "hello other" });
    await eraseWholly(await contactOf(PHONE));
    const boss = await signIn(t, other.tenantId, "owner");
    expect(await inboxOf(boss)).toHaveLength(1);
  });

  test("an erasure that lost its next batch is taken up again", async () => {
    const contactId = await aWholeHistory();
    const erasureId = await erase(contactId);
    await t.run(async (ctx) => {
      for (const job of await ctx.db.system
        .query("_scheduled_functions")
        .collect()) {
        if (job.state.kind === "pending") await ctx.scheduler.cancel(job._id);
      }
    });
    vi.advanceTimersByTime(16 * 60_000);
    expect(
      await t.run((ctx) => ctx.db.get("erasures", erasureId)),
    ).toMatchObject({ phase: "conversations" });
    await t.mutation(internal.erasure.erasing.resumeStalled, {});
    await drain(t);
    await drain(t);
    expect(
      await t.run((ctx) => ctx.db.get("erasures", erasureId)),
    ).toMatchObject({ phase: "done", needles: [] });
    expect(await tablesWith(TRACES)).toEqual([]);
  });

  test("an erased contact is nobody's to erase again, and both ends are in the trail", async () => {
    const contactId = await aWholeHistory();
    await eraseWholly(contactId);
    expect(await codeOf(erase(contactId))).toBe("NOT_FOUND");
    const actions = await t.run(async (ctx) =>
      (await ctx.db.query("auditEvents").collect()).map(({ action }) => action),
    );
    expect(actions.filter((action) => action === "contact.erase")).toHaveLength(
      1,
    );
    expect(actions).toContain("contact.erased");
  });
});
