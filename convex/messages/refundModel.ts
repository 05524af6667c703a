/* What a message says of its own charge. */
import type { Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { getOutbound } from "./model";

/** Notes that a message's charge was given back. */
export async function markRefunded(
  ctx: MutationCtx,
  messageId: Id<"messages">,
): Promise<void> {
  const message = await getOutbound(ctx, messageId);
  if (message === null) throw new Error("A paid message is missing.");
  const outbound = { ...message.outbound, refunded: true };
  await ctx.db.patch("messages", messageId, { outbound });
}
