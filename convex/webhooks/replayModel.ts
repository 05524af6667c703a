/*
 * A replay decides and never acts: it reads, asks the model at most once, and
 * writes nothing but its own row and the day's AI spend.
 */
import type { Infer } from "convex/values";
import { decideReply } from "../../lib/assistant/reply-decision";
import { parseConsentCommand } from "../../lib/consent/policy";
import { available } from "../../lib/credits/ledger";
import { priceOf } from "../../lib/credits/prices";
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { getProfile } from "../assistant/model";
import type { answerDecision } from "../assistant/schema";
import { requireContact } from "../contacts/model";
import { isHeldByHuman, requireConversation } from "../conversations/model";
import { requireWallet } from "../credits/model";
import { requireInstance, settingsOn } from "../instances/model";

export type Replay = Doc<"replays">;

type Judgement = Pick<
  Replay,
  "decision" | "inactiveReason" | "isHeld" | "credits" | "isAffordable"
>;

/** What today's settings say to a customer's message, as if it came at its own time for the first time. */
export async function judgeMessage(
  ctx: QueryCtx,
  tenant: Doc<"tenants">,
  message: Doc<"messages">,
): Promise<Judgement> {
  const conversation = await requireConversation(
    ctx,
    tenant._id,
    message.conversationId,
  );
  const { decision, inactiveReason } = await decide(
    ctx,
    tenant,
    message,
    conversation,
  );
  const wallet = await requireWallet(ctx, tenant._id);
  const credits = decision.kind === "answer" ? priceOf("text") : 0;
  return {
    decision,
    inactiveReason,
    isHeld: isHeldByHuman(conversation, Date.now()),
    credits,
    isAffordable: available(wallet) >= credits,
  };
}

async function decide(
  ctx: QueryCtx,
  tenant: Doc<"tenants">,
  message: Doc<"messages">,
  conversation: Doc<"conversations">,
): Promise<{
  decision: Infer<typeof answerDecision>;
  inactiveReason: string | null;
}> {
  const command = parseConsentCommand(message.text);
  if (command !== null) {
    const decision = { kind: "consent" as const, command: command.command };
    return { decision, inactiveReason: null };
  }
  const instance = await requireInstance(ctx, tenant._id, message.instanceId);
  const contact = await requireContact(ctx, tenant._id, conversation.contactId);
  const { decision, activation } = decideReply({
    profile: await getProfile(ctx, tenant._id),
    timeZone: tenant.timeZone,
    aiEnabled:
      settingsOn(instance, tenant).aiEnabled &&
      instance.heldForAccount === null &&
      !contact.aiOff,
    heldByHuman: false,
    consent: contact.consent,
    contactSince: contact._creationTime,
    keywordAt: conversation.automation?.keywordAt ?? null,
    text: message.text,
    now: message._creationTime,
    sentAt: message.sentAt,
    maxAgeMs: tenant.maxAnswerAgeMs,
  });
  return {
    decision,
    inactiveReason: activation.active ? null : activation.reason,
  };
}

/** A message that a customer wrote; VALIDATION_FAILED for any other. */
export function requireCustomerMessage(
  message: Doc<"messages">,
): Doc<"messages"> {
  if (message.direction === "inbound") return message;
  throw appError("VALIDATION_FAILED", "Only a customer's message is replayed.");
}

/** Begins a replay; CONFLICT while one of the same message is under way. */
export async function insertReplay(
  ctx: MutationCtx,
  replay: Omit<Replay, "_id" | "_creationTime">,
): Promise<Id<"replays">> {
  const latest = await ctx.db
    .query("replays")
    .withIndex("by_message", (q) => q.eq("messageId", replay.messageId))
    .order("desc")
    .first();
  if (latest?.status === "pending") {
    throw appError("CONFLICT", "This message is being replayed.");
  }
  return ctx.db.insert("replays", replay);
}

export async function getReplay(
  ctx: QueryCtx,
  replayId: Id<"replays">,
): Promise<Replay | null> {
  return ctx.db.get("replays", replayId);
}

/** A replay of this tenant; another tenant's does not exist. */
export async function requireReplay(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  replayId: Id<"replays">,
): Promise<Replay> {
  const replay = await getReplay(ctx, replayId);
  if (replay === null || replay.tenantId !== tenantId) {
    throw appError("NOT_FOUND", "Replay not found.");
  }
  return replay;
}

/** Ends a replay once. */
export async function endReplay(
  ctx: MutationCtx,
  replayId: Id<"replays">,
  end: Partial<Pick<Replay, "outcome" | "run">> & {
    status: Exclude<Replay["status"], "pending">;
  },
): Promise<void> {
  const replay = await getReplay(ctx, replayId);
  if (replay?.status !== "pending") return;
  await ctx.db.patch("replays", replayId, end);
}
