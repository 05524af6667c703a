/*
 * The business's own texts: each is paid like any message and queued with its hold.
 * A person is welcomed at most once, whatever number they write to.
 */
import type { Profile } from "../../lib/assistant/profile";
import {
  dueAwayText,
  handoffText,
  type StandingKind,
} from "../../lib/assistant/standing";
import { renderText } from "../../lib/assistant/texts";
import { cut } from "../../lib/text/clean";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { getByIdempotencyKey, insertPaid, type OutboundState } from "./model";

const MAX_CHARS = 4_000;

const PURPOSES: Record<StandingKind, OutboundState["purpose"]> = {
  welcome: "welcome",
  away: "fallback",
  // As the notice: it is about to be held by a human, which blocks the AI's own.
  fallback: "handoff_notice",
  handoff: "handoff_notice",
};

export type Recipient = {
  tenant: Doc<"tenants">;
  contact: Doc<"contacts">;
  conversation: Doc<"conversations">;
  profile: Profile;
};

/** A standing text as this person would read it. */
export function textFor(
  template: string,
  {
    tenant,
    profile,
    contactName,
  }: {
    tenant: Pick<Doc<"tenants">, "name">;
    profile: Pick<Profile, "hoursText" | "address">;
    contactName: string | null;
  },
): string {
  const text = renderText(template, {
    "contact.name": contactName ?? "",
    "business.name": tenant.name,
    "business.hours": profile.hoursText,
    "business.address": profile.address,
  });
  return cut(text, MAX_CHARS);
}

async function insertStanding(
  ctx: MutationCtx,
  { tenant, contact, conversation, profile }: Recipient,
  kind: StandingKind,
  template: string,
  idempotencyKey: string | null = null,
): Promise<Id<"messages"> | null> {
  const text = textFor(template, {
    tenant,
    profile,
    contactName: contact.name,
  });
  if (text === "") return null;
  return insertPaid(ctx, {
    conversation,
    author: `system:${kind}`,
    text,
    purpose: PURPOSES[kind],
    idempotencyKey,
    turn: null,
    reason: `${kind} text`,
  });
}

/** Queues the welcome of a person; null when there is none, they had it, or the credits are short. */
export async function insertWelcome(
  ctx: MutationCtx,
  recipient: Recipient,
): Promise<Id<"messages"> | null> {
  const { profile, tenant, contact } = recipient;
  if (profile.welcomeText === null) return null;
  const key = `welcome:${contact._id}`;
  if ((await getByIdempotencyKey(ctx, tenant._id, key)) !== null) return null;
  return insertStanding(ctx, recipient, "welcome", profile.welcomeText, key);
}

/** Queues the away text when it is due; null when it is not, or the credits are short. */
export async function insertAway(
  ctx: MutationCtx,
  recipient: Recipient,
): Promise<Id<"messages"> | null> {
  const awayAt = recipient.conversation.automation?.awayAt ?? null;
  const template = dueAwayText(recipient.profile, awayAt, Date.now());
  if (template === null) return null;
  return insertStanding(ctx, recipient, "away", template);
}

/** Queues what the business says when a human is called; null when it says nothing or the credits are short. */
export async function insertHandoffText(
  ctx: MutationCtx,
  recipient: Recipient,
  reason: string,
): Promise<Id<"messages"> | null> {
  const chosen = handoffText(recipient.profile, reason);
  if (chosen === null) return null;
  return insertStanding(ctx, recipient, chosen.kind, chosen.template);
}
