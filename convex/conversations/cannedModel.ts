/* A shortcut is unique in its tenant. A body names only variables that exist. */
import { appError } from "../../lib/errors";
import { unknownVariables } from "../../lib/inbox/canned-reply";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

const MAX_REPLIES = 200;
const MAX_TITLE_CHARS = 80;
const MAX_BODY_CHARS = 4_000;
const SHORTCUT = /^[a-z0-9_-]{1,32}$/;

export type CannedFields = { shortcut: string; title: string; body: string };

function requireFields({ shortcut, title, body }: CannedFields): CannedFields {
  if (!SHORTCUT.test(shortcut)) {
    throw appError(
      "VALIDATION_FAILED",
      "A shortcut has 1 to 32 small letters, digits, - or _.",
    );
  }
  const trimmed = { shortcut, title: title.trim(), body: body.trim() };
  if (trimmed.title.length === 0 || trimmed.title.length > MAX_TITLE_CHARS) {
    throw appError("VALIDATION_FAILED", "A title has 1 to 80 characters.");
  }
  if (trimmed.body.length === 0 || trimmed.body.length > MAX_BODY_CHARS) {
    throw appError("VALIDATION_FAILED", "A text has 1 to 4000 characters.");
  }
  const unknown = unknownVariables(trimmed.body);
  if (unknown.length > 0) {
    throw appError("VALIDATION_FAILED", "The text names unknown variables.", {
      unknown,
    });
  }
  return trimmed;
}

async function getByShortcut(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  shortcut: string,
): Promise<Doc<"cannedReplies"> | null> {
  return ctx.db
    .query("cannedReplies")
    .withIndex("by_tenant_and_shortcut", (q) =>
      q.eq("tenantId", tenantId).eq("shortcut", shortcut),
    )
    .unique();
}

/** The tenant's canned replies by shortcut, all of them. */
export async function listCannedReplies(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<Doc<"cannedReplies">[]> {
  return ctx.db
    .query("cannedReplies")
    .withIndex("by_tenant_and_shortcut", (q) => q.eq("tenantId", tenantId))
    .take(MAX_REPLIES);
}

/** A canned reply of this tenant; another tenant's does not exist. */
export async function requireCannedReply(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  replyId: Id<"cannedReplies">,
): Promise<Doc<"cannedReplies">> {
  const reply = await ctx.db.get("cannedReplies", replyId);
  if (reply === null || reply.tenantId !== tenantId) {
    throw appError("NOT_FOUND", "Canned reply not found.");
  }
  return reply;
}

export async function createCannedReply(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  fields: CannedFields,
): Promise<Id<"cannedReplies">> {
  const checked = requireFields(fields);
  if ((await getByShortcut(ctx, tenantId, checked.shortcut)) !== null) {
    throw appError("DUPLICATE", "This shortcut is taken.");
  }
  if ((await listCannedReplies(ctx, tenantId)).length >= MAX_REPLIES) {
    throw appError("VALIDATION_FAILED", "There are at most 200 replies.");
  }
  return ctx.db.insert("cannedReplies", { tenantId, ...checked });
}

export async function updateCannedReply(
  ctx: MutationCtx,
  reply: Doc<"cannedReplies">,
  fields: CannedFields,
): Promise<void> {
  const checked = requireFields(fields);
  const same = await getByShortcut(ctx, reply.tenantId, checked.shortcut);
  if (same !== null && same._id !== reply._id) {
    throw appError("DUPLICATE", "This shortcut is taken.");
  }
  await ctx.db.patch("cannedReplies", reply._id, checked);
}

export async function removeCannedReply(
  ctx: MutationCtx,
  replyId: Id<"cannedReplies">,
): Promise<void> {
  await ctx.db.delete("cannedReplies", replyId);
}
