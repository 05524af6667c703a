/* The way a person's conversations go: messages emptied, what stands beside them removed, the conversation last. */
import type { Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { dropRuns } from "../assistant/eraseModel";
import {
  dropBeside,
  dropConversation,
  getAnyOf,
} from "../conversations/eraseModel";
import { emptyThread } from "../messages/eraseModel";
import { dropNotices } from "../notifications/eraseModel";
import { dropFailedTurns, dropReplays } from "../webhooks/eraseModel";

export const BATCH = 100;
/** The cursor of a conversation whose messages are all empty. */
const BESIDE = "beside";

export type ThreadStep = {
  conversationId: Id<"conversations">;
  cursor: string | null;
  conversations: number;
  messages: number;
  files: number;
  records: number;
  waitsFor: number;
};

/** One batch of the conversations of these contacts; null when none is left. */
export async function eraseThreads(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  contactIds: readonly Id<"contacts">[],
  cursor: string | null,
): Promise<ThreadStep | null> {
  const conversation = await getAnyOf(ctx, contactIds);
  if (conversation === null) return null;
  const step: ThreadStep = {
    conversationId: conversation._id,
    cursor,
    conversations: 0,
    messages: 0,
    files: 0,
    records: 0,
    waitsFor: 0,
  };
  if (cursor === BESIDE) {
    const records = await dropTraces(ctx, tenantId, conversation._id);
    if (records > 0) return { ...step, records };
    await dropConversation(ctx, conversation);
    return { ...step, cursor: null, conversations: 1 };
  }
  const range = { cursor, limit: BATCH };
  const emptied = await emptyThread(ctx, conversation._id, range);
  const next = emptied.waitsFor > 0 ? cursor : (emptied.cursor ?? BESIDE);
  return { ...step, ...emptied, cursor: next };
}

/** Removes a batch of what was written beside a conversation; returns how much. */
export async function dropTraces(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  conversationId: Id<"conversations">,
): Promise<number> {
  return (
    (await dropBeside(ctx, conversationId, BATCH)) +
    (await dropRuns(ctx, conversationId, BATCH)) +
    (await dropFailedTurns(ctx, conversationId, BATCH)) +
    (await dropReplays(ctx, conversationId, BATCH)) +
    (await dropNotices(ctx, tenantId, conversationId, BATCH))
  );
}
