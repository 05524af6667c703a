/*
 * One breaker per model and one for the gateway, shared by all tenants; a service without a row is calm.
 * What a call with a business's own key comes to never moves them (ownKeyModel).
 */
import {
  type BreakerState,
  CLOSED_BREAKER,
  isOpen,
  nextBreaker,
} from "../../lib/assistant/breaker";
import {
  CALM_GATEWAY,
  type GatewayState,
  isGatewayOpen,
} from "../../lib/messages/gateway-breaker";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

const MAX_BREAKERS = 50;
const GATEWAY = "gateway";

export type Breakers = readonly Doc<"breakers">[];

/** All breakers in one read. */
export async function listBreakers(ctx: QueryCtx): Promise<Breakers> {
  return ctx.db.query("breakers").withIndex("by_service").take(MAX_BREAKERS);
}

function find(breakers: Breakers, service: string): Doc<"breakers"> | null {
  return breakers.find((breaker) => breaker.service === service) ?? null;
}

/** The models of `candidates` that may be called at `now`, in their order. */
export function usableModels(
  breakers: Breakers,
  candidates: string[],
  now: number,
): string[] {
  return candidates.filter((model) => {
    const breaker = find(breakers, `model:${model}`);
    return breaker === null || !isOpen(breaker, now);
  });
}

/** Until when nothing is to be sent; null while the gateway answers. */
export function gatewayOpenUntil(
  breakers: Breakers,
  now: number,
): number | null {
  const breaker = find(breakers, GATEWAY);
  return breaker !== null && isGatewayOpen(breaker, now)
    ? breaker.openUntil
    : null;
}

export function gatewayState(breakers: Breakers): GatewayState {
  return find(breakers, GATEWAY) ?? CALM_GATEWAY;
}

async function setBreaker(
  ctx: MutationCtx,
  breakers: Breakers,
  service: string,
  { failures, openUntil, since }: BreakerState & { since: number | null },
): Promise<void> {
  const existing = find(breakers, service);
  const fields = { failures, openUntil, since };
  if (existing === null) {
    await ctx.db.insert("breakers", { service, ...fields });
  } else await ctx.db.patch("breakers", existing._id, fields);
}

export async function setGateway(
  ctx: MutationCtx,
  breakers: Breakers,
  state: GatewayState,
): Promise<void> {
  await setBreaker(ctx, breakers, GATEWAY, state);
}

/** Moves the breakers of the models that were asked; a calm one that answered is left alone. Returns all as they were. */
export async function noteCalls(
  ctx: MutationCtx,
  calls: readonly { model: string; outcome: string }[],
): Promise<Breakers> {
  const breakers = await listBreakers(ctx);
  const changed = new Map<string, BreakerState>();
  for (const { model, outcome } of calls) {
    const service = `model:${model}`;
    const before =
      changed.get(service) ?? find(breakers, service) ?? CLOSED_BREAKER;
    const result = outcome === "ok" ? "ok" : "failed";
    const isCalm = before.failures === 0 && before.openUntil === null;
    if (result === "ok" && isCalm) continue;
    changed.set(service, nextBreaker(before, result, Date.now()));
  }
  for (const [service, state] of changed) {
    await setBreaker(ctx, breakers, service, { ...state, since: null });
  }
  return breakers;
}
