/* An operator reads a conversation only under an open access and a look with its own reason. */
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { getAccess } from "./model";

/** The caller's look into a conversation; null when there is none under the open access. */
export async function getLook(
  ctx: QueryCtx,
  access: Doc<"operatorAccesses">,
  conversationId: Id<"conversations">,
): Promise<Doc<"operatorLooks"> | null> {
  return ctx.db
    .query("operatorLooks")
    .withIndex("by_access_and_conversation", (q) =>
      q.eq("accessId", access._id).eq("conversationId", conversationId),
    )
    .unique();
}

/** The caller's open access to a business; FORBIDDEN without one. */
export async function requireOpenAccess(
  ctx: QueryCtx,
  subject: string,
  tenantId: Id<"tenants">,
): Promise<Doc<"operatorAccesses">> {
  const access = await getAccess(ctx, subject, tenantId);
  if (access === null) {
    throw appError("FORBIDDEN", "Say first why you open this business.");
  }
  return access;
}

/** Opens a look; another reason replaces the one before. */
export async function openLook(
  ctx: MutationCtx,
  access: Doc<"operatorAccesses">,
  conversationId: Id<"conversations">,
  reason: string,
): Promise<void> {
  const look = await getLook(ctx, access, conversationId);
  if (look === null) {
    await ctx.db.insert("operatorLooks", {
      accessId: access._id,
      conversationId,
      reason,
    });
  } else await ctx.db.patch("operatorLooks", look._id, { reason });
}
