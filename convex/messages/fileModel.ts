/* A message has at most one copy of its file; a copy without a message is deleted. */
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

type Media = NonNullable<Doc<"messages">["media"]>;

/** The media of a message whose file is still only on the gateway; null when there is nothing to copy. */
export async function getUnkept(
  ctx: QueryCtx,
  messageId: Id<"messages">,
): Promise<(Media & { path: string }) | null> {
  const message = await ctx.db.get("messages", messageId);
  const media = message?.media ?? null;
  if (media === null || media.path === null) return null;
  return media.storageId === null ? { ...media, path: media.path } : null;
}

/** Ties a copy to its message; false when the message is gone or has one. */
export async function setStorage(
  ctx: MutationCtx,
  messageId: Id<"messages">,
  storageId: Id<"_storage">,
): Promise<boolean> {
  const media = await getUnkept(ctx, messageId);
  if (media === null) return false;
  await ctx.db.patch("messages", messageId, { media: { ...media, storageId } });
  return true;
}
