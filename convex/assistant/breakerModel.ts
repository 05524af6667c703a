/* One breaker per model, shared by all tenants. */
import {
  type BreakerState,
  isOpen,
  nextBreaker,
} from "../../lib/assistant/breaker";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

const MAX_BREAKERS = 50;

async function getBreaker(
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

async function setBreaker(
  ctx: MutationCtx,
  existing: Doc<"modelBreakers"> | null,
  model: string,
  state: BreakerState,
): Promise<void> {
  if (existing === null) {
    await ctx.db.insert("modelBreakers", { model, ...state });
  } else {
    await ctx.db.patch("modelBreakers", existing._id, state);
  }
}

/** Moves the breakers of the models that were asked; a calm one that answered is left alone. */
export async function noteCalls(
  ctx: MutationCtx,
  calls: readonly { model: string; outcome: string }[],
): Promise<void> {
  for (const { model, outcome } of calls) {
    const breaker = await getBreaker(ctx, model);
    const before = {
      failures: breaker?.failures ?? 0,
      openUntil: breaker?.openUntil ?? null,
    };
    const result = outcome === "ok" ? "ok" : "failed";
    const isCalm = before.failures === 0 && before.openUntil === null;
    if (result === "ok" && isCalm) continue;
    await setBreaker(
      ctx,
      breaker,
      model,
      nextBreaker(before, result, Date.now()),
    );
  }
}
