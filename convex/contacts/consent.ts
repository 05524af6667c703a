import { v } from "convex/values";
import { CONTACT_LIMITS } from "../../lib/contacts/fields";
import { appError } from "../../lib/errors";
import { visibleText } from "../../lib/text/clean";
import { recordAudit } from "../audit/model";
import { tenantMutation, tenantQuery } from "../functions";
import { changeConsent, listConsentRecords, requireContact } from "./model";
import { consentSource, consentStatus } from "./schema";

/** Records what a person told the business about being written to. */
export const set = tenantMutation({
  permission: "manage_contacts",
  args: {
    contactId: v.id("contacts"),
    to: v.union(v.literal("opted_in"), v.literal("opted_out")),
    evidence: v.string(),
  },
  returns: v.null(),
  handler: async (ctx, { contactId, to, evidence }) => {
    const text = visibleText(evidence).trim();
    if (text === "" || text.length > CONTACT_LIMITS.evidenceChars) {
      throw appError(
        "VALIDATION_FAILED",
        `The evidence has 1 to ${String(CONTACT_LIMITS.evidenceChars)} characters.`,
      );
    }
    const contact = await requireContact(ctx, ctx.tenant._id, contactId);
    await changeConsent(ctx, contact, {
      to,
      source: "member",
      text,
      actor: ctx.actor,
    });
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: `consent.${to}`,
      target: contact._id,
    });
    return null;
  },
});

/** The consent of a contact and how it came about, newest change first. */
export const get = tenantQuery({
  permission: "read",
  args: { contactId: v.id("contacts") },
  returns: v.object({
    status: consentStatus,
    records: v.array(
      v.object({
        from: consentStatus,
        to: consentStatus,
        source: consentSource,
        text: v.string(),
        actor: v.string(),
        at: v.number(),
      }),
    ),
  }),
  handler: async (ctx, { contactId }) => {
    const contact = await requireContact(ctx, ctx.tenant._id, contactId);
    const records = await listConsentRecords(ctx, contact._id);
    return {
      status: contact.consent,
      records: records.map(
        ({ from, to, source, text, actor, _creationTime }) => ({
          from,
          to,
          source,
          text,
          actor,
          at: _creationTime,
        }),
      ),
    };
  },
});
