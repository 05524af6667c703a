import type { Id } from "../../../convex/_generated/dataModel";
import type { Backend } from "../product";

export type InboxIds = {
  labelId: Id<"labels">;
  noteId: Id<"conversationNotes">;
  replyId: Id<"cannedReplies">;
  /** Failed, so that it can be sent again. */
  messageId: Id<"messages">;
};

let serial = 0;

/** A label, a note of the newest member, a canned reply and a failed message of one conversation. */
export async function seedInbox(
  t: Backend,
  tenantId: Id<"tenants">,
  conversationId: Id<"conversations">,
): Promise<InboxIds> {
  serial += 1;
  const unique = `fresh-${String(serial)}`;
  return t.run(async (ctx) => {
    const member = await ctx.db.query("memberships").order("desc").first();
    const conversation = await ctx.db.get(conversationId);
    const newest = await ctx.db
      .query("messages")
      .withIndex("by_conversation_and_sent_at", (q) =>
        q.eq("conversationId", conversationId),
      )
      .order("desc")
      .take(50);
    const answer = newest.find(({ outbound }) => outbound !== null);
    if (conversation === null || answer === undefined) {
      throw new Error("There is no conversation to seed.");
    }
    await ctx.db.patch(conversationId, {
      takeover: { by: "phone", until: Date.now() + 60_000 },
    });
    const { _id, _creationTime, ...fields } = answer;
    return {
      labelId: await ctx.db.insert("labels", {
        tenantId,
        name: unique,
        color: "blue",
      }),
      noteId: await ctx.db.insert("conversationNotes", {
        tenantId,
        conversationId,
        author: `user:${member?.subject ?? ""}`,
        text: "Ask for the order number.",
        editedAt: null,
      }),
      replyId: await ctx.db.insert("cannedReplies", {
        tenantId,
        shortcut: unique,
        title: "Fresh",
        body: "Hello {{contact.name}}",
      }),
      messageId: await ctx.db.insert("messages", {
        ...fields,
        externalId: unique,
        idempotencyKey: null,
        status: "failed",
      }),
    };
  });
}

/** Removes what `seedInbox` made. */
export async function removeInbox(t: Backend, ids: InboxIds): Promise<void> {
  await t.run(async (ctx) => {
    await ctx.db.delete(ids.labelId);
    await ctx.db.delete(ids.noteId);
    await ctx.db.delete(ids.replyId);
    await ctx.db.delete(ids.messageId);
  });
}
