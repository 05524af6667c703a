import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import {
  ANNA,
  BEN,
  PHONE,
  TRACES,
  aWholeHistory,
  business,
  contactOf,
  eraseWholly,
  owner,
  t,
  tablesWith,
  useErasureStage,
} from "../../support/erasure";
import { inboxOf, write } from "../../support/inbox";
import { readBooks } from "../../support/product";

useErasureStage();

describe("G2 erasing a contact", () => {
  test("no table holds the number, the name or the words any more", async () => {
    const contactId = await aWholeHistory();
    const before = await tablesWith(TRACES);
    expect(before.length).toBeGreaterThan(8);
    await eraseWholly(contactId);
    expect(await tablesWith(TRACES)).toEqual([]);
    const [erasure] = await owner.query(api.erasure.contacts.list, {});
    expect(erasure).toMatchObject({ phase: "done", conversations: 1 });
    expect(erasure?.messages).toBeGreaterThanOrEqual(4);
  });

  test("N8 the books stay as they were and every sent message still has its charge", async () => {
    const contactId = await aWholeHistory();
    const before = await readBooks(t, business.tenantId);
    await eraseWholly(contactId);
    expect(await readBooks(t, business.tenantId)).toEqual(before);
    const { unmatched } = await t.run(async (ctx) => {
      const messages = await ctx.db.query("messages").collect();
      const sent = messages.filter(({ status }) => status === "sent");
      const charged = await Promise.all(
        sent.map(async ({ outbound }) => {
          const id = outbound?.reservationId ?? null;
          return id === null ? null : ctx.db.get("reservations", id);
        }),
      );
      return {
        unmatched: charged.filter((hold) => hold?.status !== "captured"),
      };
    });
    expect(unmatched).toEqual([]);
  });

  test("another person's conversation stays whole", async () => {
    await write(t, business, { from: BEN, text: "Ben was here" });
    const contactId = await aWholeHistory();
    await eraseWholly(contactId);
    const rows = await inboxOf(owner);
    expect(rows.map(({ contactPhone }) => contactPhone)).toEqual([
      "+27831110002",
    ]);
    expect(await tablesWith(["Ben was here"])).not.toEqual([]);
    expect(await owner.query(api.conversations.counts.get, {})).toMatchObject({
      open: 1,
      waiting: 0,
      unassigned: 1,
      unread: 1,
    });
  });

  test("a merged person goes with everything under both ids", async () => {
    const contactId = await aWholeHistory();
    await write(t, business, { from: BEN, text: "umbrella, I said" });
    const otherId = await contactOf("27831110002");
    await owner.mutation(api.contacts.duplicates.merge, { contactId, otherId });
    await eraseWholly(contactId);
    expect(await tablesWith([...TRACES, "27831110002"])).toEqual([]);
  });

  test("a picture's file is deleted with it", async () => {
    await write(t, business, { from: ANNA });
    const storageId = await t.run(async (ctx) => {
      const id = await ctx.storage.store(new Blob(["umbrella"]));
      const message = await ctx.db.query("messages").first();
      if (message === null) throw new Error("No message.");
      await ctx.db.patch("messages", message._id, {
        media: {
          mimetype: "image/png",
          filename: "umbrella.png",
          path: null,
          storageId: id,
        },
      });
      return id;
    });
    await eraseWholly(await contactOf(PHONE));
    expect(await t.run((ctx) => ctx.storage.get(storageId))).toBeNull();
  });

  test("a thread longer than a batch is emptied to its end", async () => {
    await write(t, business, { from: ANNA, text: "umbrella" });
    await t.run(async (ctx) => {
      const message = await ctx.db.query("messages").first();
      if (message === null) throw new Error("No message.");
      const { _id, _creationTime, ...fields } = message;
      for (let index = 0; index < 250; index += 1) {
        await ctx.db.insert("messages", {
          ...fields,
          externalId: `OLD${String(index)}`,
          sentAt: fields.sentAt - index,
        });
      }
    });
    await eraseWholly(await contactOf(PHONE));
    expect(await tablesWith(TRACES)).toEqual([]);
    const [erasure] = await owner.query(api.erasure.contacts.list, {});
    expect(erasure?.messages).toBeGreaterThanOrEqual(251);
  });
});
