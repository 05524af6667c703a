import type { Infer } from "convex/values";
import {
  isAnswerLimitReached,
  withAnswer,
} from "../../lib/assistant/answer-limits";
import type { Profile } from "../../lib/assistant/profile";
import { decideReply } from "../../lib/assistant/reply-decision";
import {
  applyConsentCommand,
  confirmationText,
  parseConsentCommand,
} from "../../lib/consent/policy";
import { priceOf } from "../../lib/credits/prices";
import { internal } from "../_generated/api";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { getProfile } from "../assistant/model";
import {
  abandonTurn,
  extendTurn,
  getOpenTurn,
  openTurn,
} from "../assistant/turnModel";
import { changeConsent } from "../contacts/model";
import { isHeldByHuman, requestHandoff } from "../conversations/model";
import { reserve } from "../credits/reservationModel";
import { tellEmpty } from "../credits/model";
import { insertPaid } from "./model";
import type { wahaMessage } from "./schema";
import {
  insertAway,
  insertHandoffText,
  insertWelcome,
  type Recipient,
} from "./standingModel";

export type Intake = {
  /** As its settings stand on the number. */
  tenant: Doc<"tenants">;
  instance: Doc<"instances">;
  contact: Doc<"contacts">;
  /** As it is with the message in it. */
  conversation: Doc<"conversations">;
  /** Whether nothing was said in the conversation before. */
  isFirst: boolean;
  message: Infer<typeof wahaMessage>;
};

type ConversationChanges = Pick<Doc<"conversations">, "openTurnId"> &
  Partial<Doc<"conversations">>;

const NO_AUTOMATION: NonNullable<Doc<"conversations">["automation"]> = {
  keywordAt: null,
  awayAt: null,
};

/** What a customer's message sets off; returns what the caller writes to the conversation. */
export async function respond(
  ctx: MutationCtx,
  intake: Intake,
): Promise<ConversationChanges> {
  const command = parseConsentCommand(intake.message.text);
  if (command !== null) {
    await applyConsent(ctx, intake, command);
    return { openTurnId: null };
  }
  const { tenant, contact, conversation } = intake;
  const now = Date.now();
  const profile = await getProfile(ctx, tenant._id);
  const automation = conversation.automation ?? NO_AUTOMATION;
  const { decision, activation } = decide(intake, profile, now);
  const recipient = { tenant, contact, conversation, profile };
  switch (decision.kind) {
    case "silent": {
      const { openTurnId } = conversation;
      if (decision.reason !== "outside_activation") return { openTurnId };
      const isSent = await sendAway(ctx, recipient);
      return isSent
        ? { openTurnId, automation: { ...automation, awayAt: now } }
        : { openTurnId };
    }
    case "handoff":
      await callHuman(ctx, recipient, decision.reason);
      return { openTurnId: null };
    case "answer": {
      if (isAnswerLimitReached(automation.answers, now)) {
        await callHuman(ctx, recipient, "answer_limit");
        return { openTurnId: null };
      }
      const openTurnId = await startAnswer(ctx, tenant, conversation);
      if (intake.isFirst && openTurnId !== null) {
        await sendWelcome(ctx, recipient);
      }
      const isByKeyword = activation.active && activation.byKeyword;
      return {
        openTurnId,
        automation: {
          ...automation,
          ...(isByKeyword ? { keywordAt: now } : {}),
          ...(openTurnId === null || openTurnId === conversation.openTurnId
            ? {}
            : { answers: withAnswer(automation.answers, now) }),
        },
      };
    }
  }
}

function decide(intake: Intake, profile: Profile, now: number) {
  const { tenant, instance, contact, conversation, message } = intake;
  return decideReply({
    profile,
    timeZone: tenant.timeZone,
    aiEnabled:
      tenant.aiEnabled &&
      instance.aiEnabled &&
      instance.heldForAccount === null &&
      !contact.aiOff,
    heldByHuman: isHeldByHuman(conversation, now),
    consent: contact.consent,
    contactSince: contact._creationTime,
    keywordAt: conversation.automation?.keywordAt ?? null,
    text: message.text,
    now,
    sentAt: message.sentAt,
    maxAgeMs: tenant.maxAnswerAgeMs,
  });
}

async function sendAway(
  ctx: MutationCtx,
  recipient: Recipient,
): Promise<boolean> {
  const messageId = await insertAway(ctx, recipient);
  await scheduleSend(ctx, recipient.tenant, messageId);
  return messageId !== null;
}

/** Unpaced, so that it is there before the answer. */
async function sendWelcome(
  ctx: MutationCtx,
  recipient: Recipient,
): Promise<void> {
  const messageId = await insertWelcome(ctx, recipient);
  if (messageId === null) return;
  await ctx.scheduler.runAfter(0, internal.messages.sender.send, {
    messageId,
    paced: false,
  });
}

async function callHuman(
  ctx: MutationCtx,
  recipient: Recipient,
  reason: "customer_asked" | "unsupported_content" | "answer_limit",
): Promise<void> {
  const { tenant, conversation } = recipient;
  await dropOpenTurn(ctx, conversation, "handed_off", reason);
  await requestHandoff(ctx, conversation, reason, "");
  await scheduleSend(
    ctx,
    tenant,
    await insertHandoffText(ctx, recipient, reason),
  );
}

async function startAnswer(
  ctx: MutationCtx,
  tenant: Doc<"tenants">,
  conversation: Doc<"conversations">,
): Promise<Id<"turns"> | null> {
  const open = await getOpenTurn(ctx, conversation);
  const turn =
    open === null
      ? await startTurn(ctx, tenant, conversation)
      : await extendTurn(ctx, open, tenant.quietWindowMs);
  if (turn === null) return null;
  await ctx.scheduler.runAt(turn.dueAt, internal.assistant.reply.generate, {
    turnId: turn._id,
    version: turn.version,
  });
  return turn._id;
}

async function startTurn(
  ctx: MutationCtx,
  tenant: Doc<"tenants">,
  conversation: Doc<"conversations">,
): Promise<Doc<"turns"> | null> {
  const held = await reserve(ctx, {
    tenantId: tenant._id,
    conversationId: conversation._id,
    credits: priceOf("text"),
    actor: "system:assistant",
    reason: "answer to a customer",
  });
  if (held.ok) return openTurn(ctx, conversation, held, tenant.quietWindowMs);
  await requestHandoff(ctx, conversation, "no_credits", "");
  await tellEmpty(ctx, tenant._id);
  return null;
}

async function dropOpenTurn(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
  status: "handed_off" | "cancelled",
  reason: string,
): Promise<void> {
  const open = await getOpenTurn(ctx, conversation);
  if (open !== null) {
    await abandonTurn(ctx, open, status, "system:assistant", reason);
  }
}

async function applyConsent(
  ctx: MutationCtx,
  { tenant, contact, conversation, message }: Intake,
  { command, language }: { command: "stop" | "start"; language: string },
): Promise<void> {
  await dropOpenTurn(ctx, conversation, "cancelled", `consent ${command}`);
  const { status, changed, confirmation } = applyConsentCommand(
    contact.consent,
    command,
  );
  if (!changed || confirmation === null) return;
  await changeConsent(ctx, contact, {
    to: status,
    source: "whatsapp",
    text: message.text,
    actor: "customer",
  });
  const messageId = await insertPaid(ctx, {
    conversation,
    author: "system:consent",
    text: confirmationText(confirmation, language, tenant.name),
    purpose: "consent_confirmation",
    idempotencyKey: null,
    turn: null,
    reason: `confirms ${confirmation}`,
  });
  await scheduleSend(ctx, tenant, messageId);
}

async function scheduleSend(
  ctx: MutationCtx,
  tenant: Doc<"tenants">,
  messageId: Id<"messages"> | null,
): Promise<void> {
  if (messageId === null) return;
  await ctx.scheduler.runAfter(0, internal.messages.sender.send, {
    messageId,
    paced: tenant.pacing === "on",
  });
}
