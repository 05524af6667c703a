/* What people call the thing an alert is about. */
import { parseActor } from "../../lib/audit/actor";
import type { Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { operatorEmail } from "../operators/model";
import { getTenant, listMemberships } from "../tenants/model";

/** The name behind an actor, a number's id or a business's id; null for everything else. */
export async function nameOfSubject(
  ctx: QueryCtx,
  subject: string,
): Promise<string | null> {
  const actor = parseActor(subject);
  if (actor?.kind === "operator") return operatorEmail(ctx, actor.name);
  if (actor?.kind === "user") {
    const [member] = await listMemberships(ctx, actor.name);
    return member?.name ?? member?.email ?? operatorEmail(ctx, actor.name);
  }
  const instanceId = ctx.db.normalizeId("instances", subject);
  if (instanceId !== null) return numberName(ctx, instanceId);
  const tenantId = ctx.db.normalizeId("tenants", subject);
  return tenantId === null
    ? null
    : ((await getTenant(ctx, tenantId))?.name ?? null);
}

async function numberName(
  ctx: QueryCtx,
  instanceId: Id<"instances">,
): Promise<string | null> {
  const instance = await ctx.db.get("instances", instanceId);
  if (instance === null) return null;
  const tenant = await getTenant(ctx, instance.tenantId);
  return `${tenant?.name ?? instance.tenantId}: ${instance.label}`;
}
