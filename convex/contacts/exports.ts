import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { recordAudit } from "../audit/model";
import { originOf, via } from "../audit/originModel";
import { tenantMutation, tenantQuery } from "../functions";
import { pageOf } from "../pages";
import { findContacts } from "./listModel";
import { contactView, viewOfContact } from "./personModel";
import { consentStatus, contactStage } from "./schema";

/** Notes down who exports, before anything is read. */
export const record = tenantMutation({
  permission: "export",
  args: { via },
  returns: v.null(),
  handler: async (ctx, args) => {
    await recordAudit(
      ctx,
      { tenantId: ctx.tenant._id, actor: ctx.actor, action: "contacts.export" },
      await originOf(args.via),
    );
    return null;
  },
});

/** One page of the contacts of a filter with everything a file carries. */
export const page = tenantQuery({
  permission: "export",
  args: {
    search: v.optional(v.string()),
    stage: v.optional(contactStage),
    consent: v.optional(consentStatus),
    tag: v.optional(v.string()),
    paginationOpts: paginationOptsValidator,
  },
  returns: pageOf(contactView),
  handler: async (ctx, { search, paginationOpts, ...wanted }) => {
    const result = await findContacts(
      ctx,
      { tenantId: ctx.tenant._id, ...wanted },
      search ?? "",
      paginationOpts,
    );
    return { ...result, page: result.page.map(viewOfContact) };
  },
});
