import { removeContacts } from "../contacts";
import type { Backend } from "../product";
import { removeInbox } from "./inbox-seed";
import type { Ids } from "./row";
import { removeWebhooks } from "./webhook-seed";

/** What a call with another business's ids could have changed. */
export async function snapshot(t: Backend): Promise<string> {
  return t.run(async (ctx) =>
    JSON.stringify([
      await ctx.db.query("conversations").collect(),
      await ctx.db.query("contacts").collect(),
      await ctx.db.query("messages").collect(),
      await ctx.db.query("knowledgeEntries").collect(),
      await ctx.db.query("instances").collect(),
      await ctx.db.query("memberships").collect(),
      await ctx.db.query("invitations").collect(),
      await ctx.db.query("notifications").collect(),
      await ctx.db.query("wallets").collect(),
      await ctx.db.query("labels").collect(),
      await ctx.db.query("conversationNotes").collect(),
      await ctx.db.query("cannedReplies").collect(),
    ]),
  );
}

/** Removes the rows, so that their ids name nothing any more. */
export async function removeBusiness(t: Backend, ids: Ids): Promise<void> {
  await removeInbox(t, ids);
  await removeWebhooks(t, ids);
  await removeContacts(t, ids);
  await t.run(async (ctx) => {
    await ctx.db.delete(ids.conversationId);
    await ctx.db.delete(ids.contactId);
    await ctx.db.delete(ids.entryId);
    await ctx.db.delete(ids.instanceId);
    await ctx.db.delete(ids.membershipId);
    await ctx.db.delete(ids.invitationId);
    await ctx.db.delete(ids.notificationId);
    await ctx.db.delete(ids.checkoutId);
    await ctx.db.delete(ids.tenantId);
  });
}
