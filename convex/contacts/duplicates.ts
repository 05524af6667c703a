import { v } from "convex/values";
import { recordAudit } from "../audit/model";
import { tenantMutation } from "../functions";
import { mergeContacts } from "./mergeModel";
import { requireContact } from "./model";

/** Makes `otherId` a part of `contactId`; both are the same person. */
export const merge = tenantMutation({
  permission: "manage_contacts",
  args: { contactId: v.id("contacts"), otherId: v.id("contacts") },
  returns: v.null(),
  handler: async (ctx, { contactId, otherId }) => {
    const kept = await requireContact(ctx, ctx.tenant._id, contactId);
    const merged = await requireContact(ctx, ctx.tenant._id, otherId);
    await mergeContacts(ctx, kept, merged, ctx.actor);
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "contact.merge",
      target: kept._id,
      reason: `with ${merged._id}`,
    });
    return null;
  },
});
