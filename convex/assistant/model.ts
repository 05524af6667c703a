/*
 * Profile and knowledge are the business's words; runs are append-only.
 * The day's spend only grows.
 */
import { budgetState } from "../../lib/assistant/budget";
import { type BreakerState, isOpen } from "../../lib/assistant/breaker";
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { notify } from "../notifications/model";

export type Profile = Omit<
  Doc<"assistantProfiles">,
  "_id" | "_creationTime" | "tenantId"
>;

export type Run = Omit<Doc<"assistantRuns">, "_id" | "_creationTime">;

export const EMPTY_PROFILE: Profile = {
  description: "",
  tone: "Friendly, clear and brief.",
  language: null,
  rules: [],
  customPrompt: null,
  handoffWords: [],
  handoffNotice: null,
  allowedLinkHosts: [],
};

const MAX_KNOWLEDGE_ENTRIES = 100;
const MAX_BREAKERS = 50;

async function findProfile(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<Doc<"assistantProfiles"> | null> {
  return ctx.db
    .query("assistantProfiles")
    .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
    .unique();
}

/** What the business told its assistant; the empty profile until it did. */
export async function getProfile(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<Profile> {
  const profile = await findProfile(ctx, tenantId);
  if (profile === null) return EMPTY_PROFILE;
  const { _id, _creationTime, tenantId: _tenant, ...fields } = profile;
  return fields;
}

function requireBounded(name: string, value: string, most: number): void {
  if (value.length > most) {
    throw appError(
      "VALIDATION_FAILED",
      `${name} has at most ${String(most)} characters.`,
    );
  }
}

function requireBoundedList(
  name: string,
  values: string[],
  mostValues: number,
  mostChars: number,
): void {
  if (values.length > mostValues) {
    throw appError(
      "VALIDATION_FAILED",
      `${name} has at most ${String(mostValues)} entries.`,
    );
  }
  for (const value of values) requireBounded(name, value, mostChars);
}

/** Replaces the profile; every text is bounded. */
export async function setProfile(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  profile: Profile,
): Promise<void> {
  requireBounded("description", profile.description, 8_000);
  requireBounded("tone", profile.tone, 500);
  requireBounded("language", profile.language ?? "", 35);
  requireBounded("customPrompt", profile.customPrompt ?? "", 4_000);
  requireBounded("handoffNotice", profile.handoffNotice ?? "", 1_000);
  requireBoundedList("rules", profile.rules, 30, 500);
  requireBoundedList("handoffWords", profile.handoffWords, 50, 60);
  requireBoundedList("allowedLinkHosts", profile.allowedLinkHosts, 50, 253);
  const existing = await findProfile(ctx, tenantId);
  if (existing === null) {
    await ctx.db.insert("assistantProfiles", { tenantId, ...profile });
  } else {
    await ctx.db.patch("assistantProfiles", existing._id, profile);
  }
}

export async function listKnowledge(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<Doc<"knowledgeEntries">[]> {
  return ctx.db
    .query("knowledgeEntries")
    .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
    .take(MAX_KNOWLEDGE_ENTRIES);
}

/** Adds an entry: title up to 200, content up to 4,000 characters, 100 entries per tenant. */
export async function addKnowledge(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  title: string,
  content: string,
): Promise<Id<"knowledgeEntries">> {
  if (title.trim() === "" || content.trim() === "") {
    throw appError("VALIDATION_FAILED", "An entry has a title and a content.");
  }
  requireBounded("title", title, 200);
  requireBounded("content", content, 4_000);
  if ((await listKnowledge(ctx, tenantId)).length >= MAX_KNOWLEDGE_ENTRIES) {
    throw appError("VALIDATION_FAILED", "The knowledge is full.");
  }
  return ctx.db.insert("knowledgeEntries", { tenantId, title, content });
}

/** Removes an entry of this tenant; another tenant's does not exist. */
export async function removeKnowledge(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  entryId: Id<"knowledgeEntries">,
): Promise<void> {
  const entry = await ctx.db.get("knowledgeEntries", entryId);
  if (entry === null || entry.tenantId !== tenantId) {
    throw appError("NOT_FOUND", "Entry not found.");
  }
  await ctx.db.delete("knowledgeEntries", entryId);
}

function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

async function getUsage(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  day: string,
): Promise<Doc<"assistantUsage"> | null> {
  return ctx.db
    .query("assistantUsage")
    .withIndex("by_tenant_and_day", (q) =>
      q.eq("tenantId", tenantId).eq("day", day),
    )
    .unique();
}

/** Whether today's model spend has reached the tenant's limit at `now`. */
export async function isBudgetSpent(
  ctx: QueryCtx,
  tenant: Doc<"tenants">,
  now: number,
): Promise<boolean> {
  const usage = await getUsage(ctx, tenant._id, dayOf(now));
  return (
    budgetState({
      spentMicros: usage?.costMicros ?? 0,
      limitMicros: tenant.dailyAiBudgetMicros,
    }) === "stop"
  );
}

/** Appends a run, adds it to the day and tells the business once when the budget is nearly or wholly spent. */
export async function recordRun(
  ctx: MutationCtx,
  tenant: Doc<"tenants">,
  run: Run,
): Promise<void> {
  await ctx.db.insert("assistantRuns", run);
  const day = dayOf(Date.now());
  const usage = await getUsage(ctx, tenant._id, day);
  const total = {
    runs: (usage?.runs ?? 0) + 1,
    promptTokens: (usage?.promptTokens ?? 0) + run.promptTokens,
    answerTokens: (usage?.answerTokens ?? 0) + run.answerTokens,
    costMicros: (usage?.costMicros ?? 0) + run.costMicros,
  };
  if (usage === null) {
    await ctx.db.insert("assistantUsage", {
      tenantId: tenant._id,
      day,
      ...total,
    });
  } else {
    await ctx.db.patch("assistantUsage", usage._id, total);
  }
  const limitMicros = tenant.dailyAiBudgetMicros;
  const before = budgetState({
    spentMicros: usage?.costMicros ?? 0,
    limitMicros,
  });
  const after = budgetState({ spentMicros: total.costMicros, limitMicros });
  if (after === before || after === "ok") return;
  const kind = after === "stop" ? "ai_budget_reached" : "ai_budget_warning";
  await notify(ctx, tenant._id, kind, `${kind}:${day}`);
}

export async function getBreaker(
  ctx: QueryCtx,
  model: string,
): Promise<Doc<"modelBreakers"> | null> {
  return ctx.db
    .query("modelBreakers")
    .withIndex("by_model", (q) => q.eq("model", model))
    .unique();
}

/** The models of `candidates` that may be called at `now`, in their order. */
export async function listUsableModels(
  ctx: QueryCtx,
  candidates: string[],
  now: number,
): Promise<string[]> {
  const breakers = await ctx.db
    .query("modelBreakers")
    .withIndex("by_model")
    .take(MAX_BREAKERS);
  const open = new Set(
    breakers
      .filter((breaker) => isOpen(breaker, now))
      .map(({ model }) => model),
  );
  return candidates.filter((model) => !open.has(model));
}

export async function setBreaker(
  ctx: MutationCtx,
  model: string,
  state: BreakerState,
): Promise<void> {
  const existing = await getBreaker(ctx, model);
  if (existing === null) {
    await ctx.db.insert("modelBreakers", { model, ...state });
  } else {
    await ctx.db.patch("modelBreakers", existing._id, state);
  }
}
