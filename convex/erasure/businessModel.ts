/*
 * A business that is to be deleted rests for thirty days and can be restored until they are over.
 * Then its people go as an erased person does, then its tables; the books stay, naming nobody.
 */
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import {
  blankContact,
  dropContacts,
  dropRecords,
} from "../contacts/eraseModel";
import { listContactIds } from "../contacts/model";
import { PURGED_WITH_PARTS } from "./purgeOwnersModel";
import { PURGED } from "./purgeTablesModel";
import { BATCH, eraseThreads } from "./threadModel";

/** How long a deleted business can be restored, in ms. */
export const GRACE_MS = 30 * 24 * 3_600_000;

export type BusinessErasure = Doc<"businessErasures">;

const MEMBERS = 50;

/** Notes the wish; the time of the first one counts. */
export async function requestDeletion(
  ctx: MutationCtx,
  tenant: Doc<"tenants">,
  now: number,
): Promise<boolean> {
  if (tenant.deletion !== undefined) return false;
  await ctx.db.patch("tenants", tenant._id, {
    deletion: { requestedAt: now, purgeAt: now + GRACE_MS },
  });
  return true;
}

/** Takes the wish back; CONFLICT once the purge began. */
export async function withdrawDeletion(
  ctx: MutationCtx,
  tenant: Doc<"tenants">,
): Promise<boolean> {
  if (tenant.deletion === undefined) return false;
  if ((await getOf(ctx, tenant._id)) !== null) {
    throw appError("CONFLICT", "This business is being deleted already.");
  }
  await ctx.db.patch("tenants", tenant._id, { deletion: undefined });
  return true;
}

async function getOf(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<BusinessErasure | null> {
  return ctx.db
    .query("businessErasures")
    .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
    .unique();
}

/** Businesses whose grace is over, at most `limit`. */
export async function listDue(
  ctx: QueryCtx,
  now: number,
  limit: number,
): Promise<Doc<"tenants">[]> {
  return ctx.db
    .query("tenants")
    .withIndex("by_purge_at", (q) =>
      q.gt("deletion.purgeAt", 0).lte("deletion.purgeAt", now),
    )
    .take(limit);
}

/** Starts the purge of a business; null when one was started before. */
export async function beginPurge(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
): Promise<Id<"businessErasures"> | null> {
  if ((await getOf(ctx, tenantId)) !== null) return null;
  const now = Date.now();
  return ctx.db.insert("businessErasures", {
    tenantId,
    phase: "people",
    cursor: null,
    conversations: 0,
    messages: 0,
    files: 0,
    records: 0,
    startedAt: now,
    advancedAt: now,
    finishedAt: null,
  });
}

export async function getBusinessErasure(
  ctx: QueryCtx,
  id: Id<"businessErasures">,
): Promise<BusinessErasure | null> {
  return ctx.db.get("businessErasures", id);
}

async function note(
  ctx: MutationCtx,
  { _id }: BusinessErasure,
  progress: Partial<BusinessErasure>,
): Promise<void> {
  await ctx.db.patch("businessErasures", _id, {
    ...progress,
    advancedAt: Date.now(),
  });
}

/** One batch of a purge: in how many ms the next is due; null when there is none. */
export async function purgeStep(
  ctx: MutationCtx,
  job: BusinessErasure,
): Promise<number | null> {
  switch (job.phase) {
    case "people":
      return purgePeople(ctx, job);
    case "tables":
      return purgeTables(ctx, job);
    case "team":
      return purgeTeam(ctx, job);
    case "done":
      return null;
  }
}

async function purgePeople(
  ctx: MutationCtx,
  job: BusinessErasure,
): Promise<number> {
  const { tenantId, cursor } = job;
  const [contact] = await ctx.db
    .query("contacts")
    .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
    .take(1);
  if (contact === undefined) {
    await note(ctx, job, { phase: "tables", cursor: null });
    return 0;
  }
  const ids = await listContactIds(ctx, contact._id);
  const step = await eraseThreads(ctx, tenantId, ids, cursor);
  if (step !== null) {
    await note(ctx, job, {
      cursor: step.cursor,
      conversations: job.conversations + step.conversations,
      messages: job.messages + step.messages,
      files: job.files + step.files,
      records: job.records + step.records,
    });
    return step.waitsFor > 0 ? 5_000 : 0;
  }
  let records = 0;
  for (const id of ids) records += await dropRecords(ctx, id, BATCH);
  if (records === 0) {
    await blankContact(ctx, contact);
    await dropContacts(ctx, ids);
  }
  await note(ctx, job, { cursor: null, records: job.records + records });
  return 0;
}

async function purgeTables(
  ctx: MutationCtx,
  job: BusinessErasure,
): Promise<number> {
  for (const take of [
    ...Object.values(PURGED),
    ...Object.values(PURGED_WITH_PARTS),
  ]) {
    const removed = await take(ctx, job.tenantId, BATCH);
    if (removed === 0) continue;
    await note(ctx, job, { records: job.records + removed });
    return 0;
  }
  await note(ctx, job, { phase: "team" });
  return 0;
}

/** The last to go, so that somebody can see the business until then. */
async function purgeTeam(
  ctx: MutationCtx,
  job: BusinessErasure,
): Promise<number | null> {
  const { tenantId } = job;
  const members = await ctx.db
    .query("memberships")
    .withIndex("by_tenant_and_subject", (q) => q.eq("tenantId", tenantId))
    .take(MEMBERS);
  for (const { _id, subject } of members) {
    const active = await ctx.db
      .query("activeTenants")
      .withIndex("by_subject", (q) => q.eq("subject", subject))
      .unique();
    if (active?.tenantId === tenantId) {
      await ctx.db.delete("activeTenants", active._id);
    }
    await ctx.db.delete("memberships", _id);
  }
  if (members.length > 0) {
    await note(ctx, job, { records: job.records + members.length });
    return 0;
  }
  const now = Date.now();
  const tenant = await ctx.db.get("tenants", tenantId);
  await ctx.db.patch("tenants", tenantId, {
    name: "",
    status: "suspended",
    ownModelKeyId: undefined,
    deletion: {
      requestedAt: tenant?.deletion?.requestedAt ?? now,
      purgeAt: null,
    },
  });
  await note(ctx, job, { phase: "done", finishedAt: now });
  return null;
}

/** Purges that have not moved since `before`. */
export async function listStalledPurges(
  ctx: QueryCtx,
  before: number,
  limit: number,
): Promise<BusinessErasure[]> {
  const stalled: BusinessErasure[] = [];
  for (const phase of ["people", "tables", "team"] as const) {
    const rows = await ctx.db
      .query("businessErasures")
      .withIndex("by_phase_and_advanced_at", (q) =>
        q.eq("phase", phase).lt("advancedAt", before),
      )
      .take(limit);
    stalled.push(...rows);
  }
  return stalled;
}
