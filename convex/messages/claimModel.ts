/*
 * The last look before a message leaves: turn, business, kill switch, consent, takeover, number.
 * At most one caller gets a message.
 */
import type { Infer } from "convex/values";
import { decideSend } from "../../lib/consent/policy";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { answerTurn } from "../assistant/turnModel";
import { requireContact } from "../contacts/model";
import { isHeldByHuman, latestMessagePatch } from "../conversations/model";
import { isReachable, requireInstance } from "../instances/model";
import { isSendingStopped } from "../operators/model";
import { isSuspended } from "../tenants/model";
import {
  applyDelivery,
  handOffUnsent,
  isFromAi,
  supersede,
} from "./deliveryModel";
import type { OutboundMessage } from "./model";
import type { claimed } from "./schema";

type Refusal =
  | "suspended"
  | "kill_switch"
  | "opted_out"
  | "held_by_human"
  | "turn_closed"
  | "superseded"
  | "not_connected";

export type Surroundings = {
  tenant: Doc<"tenants">;
  turn: Doc<"turns"> | null;
  conversation: Doc<"conversations">;
};

/** Takes a queued message for sending; null when it must not leave, and then that is recorded. */
export async function claimMessage(
  ctx: MutationCtx,
  message: OutboundMessage,
  { tenant, turn, conversation }: Surroundings,
): Promise<Infer<typeof claimed> | null> {
  const instance = await requireInstance(ctx, tenant._id, message.instanceId);
  const around = { tenant, turn, conversation, instance };
  const refusal = await findRefusal(ctx, message, around);
  if (refusal !== null) {
    await refuse(ctx, message, turn, refusal);
    return null;
  }
  await applyDelivery(
    ctx,
    message,
    { kind: "claimed" },
    { claimedAt: Date.now(), attempts: message.outbound.attempts + 1 },
  );
  if (turn?.status === "open") {
    const { text, sentAt } = message;
    const latest = { text, sentAt, inboundChatId: null };
    await answerTurn(ctx, turn, latestMessagePatch(conversation, latest));
  }
  const { sessionName: session } = instance;
  const { chatId, text, externalId } = message;
  return { session, chatId, text, externalId };
}

async function findRefusal(
  ctx: MutationCtx,
  message: OutboundMessage,
  {
    tenant,
    turn,
    conversation,
    instance,
  }: Surroundings & { instance: Doc<"instances"> },
): Promise<Refusal | null> {
  const { purpose, turnVersion, attempts } = message.outbound;
  if (turn !== null && attempts === 0) {
    // First: the hold of a stale answer already pays for the newer one.
    if (turn.version !== turnVersion) return "superseded";
    if (turn.status !== "open") return "turn_closed";
  }
  if (isSuspended(tenant)) return "suspended";
  if (await isSendingStopped(ctx)) return "kill_switch";
  const contact = await requireContact(
    ctx,
    message.tenantId,
    conversation.contactId,
  );
  if (!decideSend(contact.consent, purpose).allowed) return "opted_out";
  if (turn !== null && attempts > 0 && conversation.openTurnId !== null) {
    return "turn_closed";
  }
  if (isFromAi(message) && isHeldByHuman(conversation, Date.now())) {
    return "held_by_human";
  }
  return isReachable(instance) ? null : "not_connected";
}

async function refuse(
  ctx: MutationCtx,
  message: OutboundMessage,
  turn: Doc<"turns"> | null,
  refusal: Refusal,
): Promise<void> {
  if (refusal === "superseded") {
    await supersede(ctx, message);
    return;
  }
  await applyDelivery(ctx, message, { kind: "blocked" }, { reason: refusal });
  if (turn?.status === "open") await answerTurn(ctx, turn);
  if (refusal === "not_connected") await handOffUnsent(ctx, message, refusal);
}
