/* Every mix of filters has an index, so that a page is never short and nothing is scanned. */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { type Infer, v } from "convex/values";
import { parseActor } from "../../lib/audit/actor";
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { operatorEmail } from "../operators/model";
import { getMembership, getTenant, listMemberships } from "../tenants/model";

const MAX_CHARS = 200;

export const trailFilter = {
  actor: v.optional(v.string()),
  action: v.optional(v.string()),
  /** From this instant on. */
  from: v.optional(v.number()),
  /** Before this instant. */
  to: v.optional(v.number()),
};

export type TrailFilter = {
  /** Undefined: of every business and of none; null: of none. */
  tenantId?: Id<"tenants"> | null;
  actor?: string;
  action?: string;
  from?: number;
  to?: number;
};

export const trailLine = v.object({
  id: v.id("auditEvents"),
  at: v.number(),
  actor: v.string(),
  /** What the actor is called, where that is known. */
  actorName: v.union(v.string(), v.null()),
  action: v.string(),
  target: v.union(v.string(), v.null()),
  reason: v.union(v.string(), v.null()),
  requestId: v.union(v.string(), v.null()),
  ipHash: v.union(v.string(), v.null()),
  /** Its place in the chain; null until it is sealed. */
  sequence: v.union(v.number(), v.null()),
});

function requireFilter({ actor, action, from, to }: TrailFilter): void {
  for (const text of [actor, action]) {
    if ((text ?? "").length > MAX_CHARS) {
      throw appError("VALIDATION_FAILED", "A filter has up to 200 characters.");
    }
  }
  for (const at of [from, to]) {
    if (at !== undefined && !Number.isFinite(at)) {
      throw appError("VALIDATION_FAILED", "An instant is a number.");
    }
  }
}

/** A page of the events that pass the filter, newest first. */
export async function listTrail(
  ctx: QueryCtx,
  filter: TrailFilter,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Doc<"auditEvents">>> {
  requireFilter(filter);
  const events =
    filter.tenantId === undefined
      ? ofEverybody(ctx, filter)
      : ofTenant(ctx, filter.tenantId, filter);
  return events.order("desc").paginate(paginationOpts);
}

function rangeOf({ from, to }: TrailFilter): { from: number; to: number } {
  return { from: from ?? 0, to: to ?? Number.MAX_SAFE_INTEGER };
}

function ofEverybody(ctx: QueryCtx, filter: TrailFilter) {
  const { actor, action } = filter;
  const { from, to } = rangeOf(filter);
  if (actor !== undefined && action !== undefined) {
    return ctx.db
      .query("auditEvents")
      .withIndex("by_actor_and_action", (q) =>
        q
          .eq("actor", actor)
          .eq("action", action)
          .gte("_creationTime", from)
          .lt("_creationTime", to),
      );
  }
  if (actor !== undefined) {
    return ctx.db
      .query("auditEvents")
      .withIndex("by_actor", (q) =>
        q.eq("actor", actor).gte("_creationTime", from).lt("_creationTime", to),
      );
  }
  if (action !== undefined) {
    return ctx.db
      .query("auditEvents")
      .withIndex("by_action", (q) =>
        q
          .eq("action", action)
          .gte("_creationTime", from)
          .lt("_creationTime", to),
      );
  }
  return ctx.db
    .query("auditEvents")
    .withIndex("by_creation_time", (q) =>
      q.gte("_creationTime", from).lt("_creationTime", to),
    );
}

function ofTenant(
  ctx: QueryCtx,
  tenantId: Id<"tenants"> | null,
  filter: TrailFilter,
) {
  const { actor, action } = filter;
  const { from, to } = rangeOf(filter);
  if (actor !== undefined && action !== undefined) {
    return ctx.db
      .query("auditEvents")
      .withIndex("by_tenant_and_actor_and_action", (q) =>
        q
          .eq("tenantId", tenantId)
          .eq("actor", actor)
          .eq("action", action)
          .gte("_creationTime", from)
          .lt("_creationTime", to),
      );
  }
  if (actor !== undefined) {
    return ctx.db
      .query("auditEvents")
      .withIndex("by_tenant_and_actor", (q) =>
        q
          .eq("tenantId", tenantId)
          .eq("actor", actor)
          .gte("_creationTime", from)
          .lt("_creationTime", to),
      );
  }
  if (action !== undefined) {
    return ctx.db
      .query("auditEvents")
      .withIndex("by_tenant_and_action", (q) =>
        q
          .eq("tenantId", tenantId)
          .eq("action", action)
          .gte("_creationTime", from)
          .lt("_creationTime", to),
      );
  }
  return ctx.db
    .query("auditEvents")
    .withIndex("by_tenant", (q) =>
      q
        .eq("tenantId", tenantId)
        .gte("_creationTime", from)
        .lt("_creationTime", to),
    );
}

async function sequenceOf(
  ctx: QueryCtx,
  eventId: Id<"auditEvents">,
): Promise<number | null> {
  const seal = await ctx.db
    .query("auditSeals")
    .withIndex("by_event", (q) => q.eq("eventId", eventId))
    .unique();
  return seal?.sequence ?? null;
}

/** The person's name in the event's business, or in any of theirs where it has none. */
async function memberName(
  ctx: QueryCtx,
  tenantId: Id<"tenants"> | null,
  subject: string,
): Promise<string | null> {
  const member =
    tenantId === null
      ? (await listMemberships(ctx, subject))[0]
      : await getMembership(ctx, tenantId, subject);
  return member?.name ?? member?.email ?? null;
}

/** A business is not told which operator it was. */
async function nameOf(
  ctx: QueryCtx,
  { actor, tenantId }: Doc<"auditEvents">,
  reader: "business" | "operator",
): Promise<string | null> {
  const parsed = parseActor(actor);
  if (parsed?.kind === "user") {
    const name = await memberName(ctx, tenantId, parsed.name);
    if (name !== null) return name;
  }
  const isPerson = parsed?.kind === "user" || parsed?.kind === "operator";
  if (reader === "business" || !isPerson) return null;
  return operatorEmail(ctx, parsed.name);
}

/** An event as people read it. */
export async function describeEvent(
  ctx: QueryCtx,
  event: Doc<"auditEvents">,
  reader: "business" | "operator",
): Promise<Infer<typeof trailLine>> {
  const { actor, action, target, reason, requestId, ipHash } = event;
  return {
    id: event._id,
    at: event._creationTime,
    actor,
    actorName: await nameOf(ctx, event, reader),
    action,
    target,
    reason,
    requestId,
    ipHash,
    sequence: await sequenceOf(ctx, event._id),
  };
}

/** What a business is called; null where there is none. */
export async function tenantName(
  ctx: QueryCtx,
  tenantId: Id<"tenants"> | null,
): Promise<string | null> {
  if (tenantId === null) return null;
  return (await getTenant(ctx, tenantId))?.name ?? null;
}
