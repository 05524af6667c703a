/*
 * What the rules add up, read from bounded windows that end now. Counters by
 * minute are read once their minute is over: the reader then never collides
 * with a flood that still counts.
 */
import { type RuleName, RULES, type Signal } from "../../lib/audit/alert-rules";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { listBreakers } from "../assistant/breakerModel";
import { getOldestPending } from "../audit/sealModel";
import { listSilentInstances } from "../instances/fleetModel";
import { outages } from "./outageModel";

const MINUTE_MS = 60_000;

/** Rows of one window that are read, newest first; far beyond every threshold. */
const MAX_ROWS = 500;

/** At how many looks in a row, a minute apart, an event may still wait for its place. */
const SEALED_WITHIN_LOOKS = 10;

const BAD_SIGNATURES = new Set([
  "missing_signature",
  "unknown_algorithm",
  "malformed_signature",
  "mismatch",
  "unknown_token",
]);

const TOP_UPS = ["credits.top_up", "credits.adjust_up"];

/** The end of a counter's minute. */
function endOf(minute: number): number {
  return (minute + 1) * MINUTE_MS - 1;
}

/** The whole minutes of a rule's window: from the first, before the second. */
function minutesOf(rule: RuleName, now: number): [number, number] {
  const current = Math.floor(now / MINUTE_MS);
  return [current - RULES[rule].windowMs / MINUTE_MS, current];
}

async function badSignatures(ctx: QueryCtx, now: number): Promise<Signal[]> {
  const [from, to] = minutesOf("bad_signatures", now);
  const rows = await ctx.db
    .query("webhookRejections")
    .withIndex("by_minute", (q) => q.gte("minute", from).lt("minute", to))
    .order("desc")
    .take(MAX_ROWS);
  return rows
    .filter(({ reason }) => BAD_SIGNATURES.has(reason))
    .map(({ channel, minute, count }) => ({
      rule: "bad_signatures",
      subject: channel,
      at: endOf(minute),
      weight: count,
    }));
}

async function denials(ctx: QueryCtx, now: number): Promise<Signal[]> {
  const [from, to] = minutesOf("denials", now);
  const rows = await ctx.db
    .query("accessDenials")
    .withIndex("by_minute", (q) => q.gte("minute", from).lt("minute", to))
    .order("desc")
    .take(MAX_ROWS);
  return rows.map(({ kind, subject, minute, count }) => ({
    rule: kind === "permission" ? "denials" : "foreign_ids",
    subject: `user:${subject}`,
    at: endOf(minute),
    weight: count,
  }));
}

async function refusedCalls(ctx: QueryCtx, now: number): Promise<Signal[]> {
  const [from, to] = minutesOf("refused_calls", now);
  const rows = await ctx.db
    .query("webRefusals")
    .withIndex("by_minute", (q) => q.gte("minute", from).lt("minute", to))
    .order("desc")
    .take(MAX_ROWS);
  return rows.map(({ source, minute, count }) => ({
    rule: "refused_calls",
    subject: source,
    at: endOf(minute),
    weight: count,
  }));
}

async function listEvents(
  ctx: QueryCtx,
  action: string,
  since: number,
): Promise<Doc<"auditEvents">[]> {
  return ctx.db
    .query("auditEvents")
    .withIndex("by_action", (q) =>
      q.eq("action", action).gt("_creationTime", since),
    )
    .order("desc")
    .take(MAX_ROWS);
}

async function topUps(ctx: QueryCtx, now: number): Promise<Signal[]> {
  const since = now - RULES.top_ups.windowMs;
  const lists = await Promise.all(
    TOP_UPS.map((action) => listEvents(ctx, action, since)),
  );
  return lists.flat().flatMap(({ actor, target, _creationTime }): Signal[] => {
    const credits = Number(target);
    const about = { subject: actor, at: _creationTime };
    return [
      { rule: "top_ups", ...about, weight: 1 },
      {
        rule: "top_up_credits",
        ...about,
        weight: Number.isSafeInteger(credits) ? credits : 0,
      },
    ];
  });
}

async function sessions(ctx: QueryCtx, now: number): Promise<Signal[]> {
  const since = now - RULES.new_sessions.windowMs;
  const events = await listEvents(ctx, "session.started", since);
  return events.flatMap(({ actor, ipHash, _creationTime }): Signal[] => {
    const about = { subject: actor, at: _creationTime, weight: 1 };
    return [
      { rule: "new_sessions", ...about },
      ...(ipHash === null
        ? []
        : [{ rule: "session_addresses" as const, ...about, distinct: ipHash }]),
    ];
  });
}

async function failedBooks(ctx: QueryCtx, now: number): Promise<Signal[]> {
  const since = now - RULES.books_wrong.windowMs;
  const events = await listEvents(ctx, "reconciliation.failed", since);
  return events.map(({ tenantId, _creationTime }) => ({
    rule: "books_wrong",
    subject: tenantId ?? "all",
    at: _creationTime,
    weight: 1,
  }));
}

async function deadLetters(ctx: QueryCtx, now: number): Promise<Signal[]> {
  const since = now - RULES.dead_letters.windowMs;
  const letters = await ctx.db
    .query("deadLetters")
    .withIndex("by_creation_time", (q) => q.gt("_creationTime", since))
    .order("desc")
    .take(MAX_ROWS);
  return letters.map(({ _creationTime }) => ({
    rule: "dead_letters",
    subject: "all",
    at: _creationTime,
    weight: 1,
  }));
}

async function silentNumbers(ctx: QueryCtx, now: number): Promise<Signal[]> {
  return (await listSilentInstances(ctx, MAX_ROWS)).map(({ _id }) => ({
    rule: "silent_numbers",
    subject: _id,
    at: now,
    weight: 1,
  }));
}

async function openBreakers(ctx: QueryCtx, now: number): Promise<Signal[]> {
  return (await listBreakers(ctx))
    .filter(({ openUntil }) => openUntil !== null && openUntil > now)
    .map(({ service }) => ({
      rule: "provider_breaker",
      subject: service,
      at: now,
      weight: 1,
    }));
}

/** Counts the looks at which the same event waited longest; a clock that jumps does not count. */
async function looksAtOldest(ctx: MutationCtx): Promise<number> {
  const oldest = await getOldestPending(ctx);
  const watch = await ctx.db
    .query("sealWatches")
    .withIndex("by_creation_time")
    .first();
  if (oldest === null || watch?.pendingId !== oldest._id) {
    if (watch !== null) await ctx.db.delete("sealWatches", watch._id);
    if (oldest === null) return 0;
    await ctx.db.insert("sealWatches", { pendingId: oldest._id, looks: 1 });
    return 1;
  }
  const looks = watch.looks + 1;
  await ctx.db.patch("sealWatches", watch._id, { looks });
  return looks;
}

async function lateSeals(ctx: MutationCtx, now: number): Promise<Signal[]> {
  if ((await looksAtOldest(ctx)) < SEALED_WITHIN_LOOKS) return [];
  return [{ rule: "seal_behind", subject: "all", at: now, weight: 1 }];
}

/** Everything the rules look at, as of `now`. */
export async function listSignals(
  ctx: MutationCtx,
  now: number,
): Promise<Signal[]> {
  const lists = await Promise.all([
    badSignatures(ctx, now),
    denials(ctx, now),
    refusedCalls(ctx, now),
    outages(ctx, now),
    topUps(ctx, now),
    sessions(ctx, now),
    failedBooks(ctx, now),
    deadLetters(ctx, now),
    openBreakers(ctx, now),
    silentNumbers(ctx, now),
    lateSeals(ctx, now),
  ]);
  return lists.flat();
}
