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
let agent: Person;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t);
  agent = await signIn(t, business.tenantId, "agent");
  return () => vi.useRealTimers();
});

const PHONE = "27831110001@c.us";
const LID = "998877665544332@lid";

async function write(from: string, text = "hello"): Promise<void> {
  await post(t, business, messageEvent(business, { from, text }));
  await drain(t);
}

async function contacts() {
  return t.run((ctx) => ctx.db.query("contacts").collect());
}

/** One person who wrote from a number and from a hidden id. */
async function twoOfOnePerson(): Promise<[Id<"contacts">, Id<"contacts">]> {
  await write(PHONE);
  await write(LID);
  const [byPhone, byLid] = await contacts();
  if (byPhone === undefined || byLid === undefined) throw new Error("Not two.");
  return [byPhone._id, byLid._id];
}

const merge = (contactId: Id<"contacts">, otherId: Id<"contacts">) =>
  agent.mutation(api.contacts.duplicates.merge, { contactId, otherId });

describe("F1 merging", () => {
  test("whatever id writes next reaches the one contact, in its newest conversation", async () => {
    const [kept, merged] = await twoOfOnePerson();
    await merge(kept, merged);
    expect(await contacts()).toHaveLength(1);
    await write(PHONE, "from the number");
    await write(LID, "from the hidden id");
    const profile = await agent.query(api.contacts.profile.get, {
      contactId: kept,
    });
    expect(profile.conversations).toHaveLength(2);
    const [newest, older] = profile.conversations;
    expect(newest?.lastMessageAt).toBeGreaterThanOrEqual(
      older?.lastMessageAt ?? 0,
    );
    const stored = await t.run((ctx) => ctx.db.query("messages").collect());
    const after = stored.filter(({ text }) => text.startsWith("from the"));
    expect(new Set(after.map((row) => row.conversationId))).toEqual(
      new Set([newest?.id]),
    );
    expect(await contacts()).toHaveLength(1);
  });

  test("the merged id still finds the contact, also after a second merge", async () => {
    const [kept, merged] = await twoOfOnePerson();
    await merge(kept, merged);
    const third = await agent.mutation(api.contacts.profile.create, {
      name: "Third",
      phone: "+27829990000",
    });
    await merge(third, kept);
    for (const contactId of [kept, merged, third]) {
      const { id } = await agent.query(api.contacts.profile.get, { contactId });
      expect(id).toBe(third);
    }
  });

  test("lists that read conversations still work", async () => {
    const [kept, merged] = await twoOfOnePerson();
    await merge(kept, merged);
    const inbox = await agent.query(api.conversations.inbox.list, {
      paginationOpts: { numItems: 10, cursor: null },
    });
    expect(inbox.page).toHaveLength(2);
    expect(new Set(inbox.page.map(({ contactName }) => contactName))).toEqual(
      new Set(["Thandi"]),
    );
  });

  test("F2 a no wins and stops sends in both conversations; the records stay", async () => {
    const [kept, merged] = await twoOfOnePerson();
    await agent.mutation(api.contacts.consent.set, {
      contactId: kept,
      to: "opted_in",
      evidence: "form",
    });
    await write(LID, "STOP");
    vendors.sends.length = 0;
    await merge(kept, merged);
    const consent = await agent.query(api.contacts.consent.get, {
      contactId: kept,
    });
    expect(consent.status).toBe("opted_out");
    expect(consent.records.map(({ source }) => source).sort()).toEqual([
      "member",
      "merge",
      "whatsapp",
    ]);
    await write(PHONE, "are you open?");
    const conversations = await t.run((ctx) =>
      ctx.db.query("conversations").collect(),
    );
    for (const { _id } of conversations) {
      const error: unknown = await agent
        .mutation(api.messages.outbound.write, {
          conversationId: _id,
          text: "Hello again",
          idempotencyKey: `after-merge-${_id}`,
        })
        .catch((thrown: unknown) => thrown);
      expect(errorCode(error)).toBe("CONTACT_OPTED_OUT");
    }
    await drain(t);
    expect(vendors.sends).toHaveLength(0);
  });

  test("tags, note and the list's copies are joined", async () => {
    const [kept, merged] = await twoOfOnePerson();
    const { update } = api.contacts.profile;
    await agent.mutation(update, {
      contactId: kept,
      patch: { tags: ["one"], note: "First." },
    });
    await agent.mutation(update, {
      contactId: merged,
      patch: { tags: ["two"], note: "Second.", stage: "customer" },
    });
    await merge(kept, merged);
    expect(
      await agent.query(api.contacts.profile.get, { contactId: kept }),
    ).toMatchObject({
      tags: ["one", "two"],
      note: "First.\n\nSecond.",
      stage: "customer",
    });
    const tagged = await agent.query(api.contacts.directory.list, {
      tag: "two",
      stage: "customer",
      paginationOpts: { numItems: 10, cursor: null },
    });
    expect(tagged.page.map(({ id }) => id)).toEqual([kept]);
  });

  test("a contact is not merged with itself", async () => {
    const [kept, merged] = await twoOfOnePerson();
    const refused = async () =>
      errorCode(await merge(kept, kept).catch((thrown: unknown) => thrown));
    expect(await refused()).toBe("VALIDATION_FAILED");
    await merge(kept, merged);
    const again: unknown = await merge(kept, merged).catch(
      (thrown: unknown) => thrown,
    );
    expect(errorCode(again)).toBe("VALIDATION_FAILED");
  });
});
