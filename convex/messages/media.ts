import { v } from "convex/values";
import { tenantQuery } from "../functions";
import { requireMessageNamed } from "./readModel";

/** Where a message's file is: our copy, else the gateway's path; null when it has none. */
export const locate = tenantQuery({
  permission: "read",
  args: {
    /** As it stands in an address: anything that is no message of this tenant is NOT_FOUND. */
    messageId: v.string(),
  },
  returns: v.union(
    v.object({
      copyUrl: v.union(v.string(), v.null()),
      path: v.union(v.string(), v.null()),
      mimetype: v.union(v.string(), v.null()),
      filename: v.union(v.string(), v.null()),
    }),
    v.null(),
  ),
  handler: async (ctx, { messageId }) => {
    const { media } = await requireMessageNamed(ctx, ctx.tenant._id, messageId);
    if (media === null) return null;
    const { path, mimetype, filename, storageId } = media;
    const copyUrl =
      storageId === null ? null : await ctx.storage.getUrl(storageId);
    return { copyUrl, path, mimetype, filename };
  },
});
