import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { available } from "../../lib/credits/ledger";
import type { Doc, Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { requireWallet } from "../credits/model";
import {
  describeEntries,
  listStatement,
  statementLine,
} from "../credits/statementModel";
import { operatorQuery } from "../functions";
import { listInstances } from "../instances/model";
import { pageOf } from "../pages";
import { listMembers } from "../tenants/memberModel";
import { requireTenant } from "../tenants/model";
import {
  memberStatus,
  role,
  tenantSettings,
  tenantStatus,
} from "../tenants/schema";
import { requireAccess } from "./model";

const tenantId = v.id("tenants");

/** One business as an operator with open access sees it; conversations are not part of it. */
export const get = operatorQuery({
  args: { tenantId },
  returns: v.object({
    id: tenantId,
    name: v.string(),
    status: tenantStatus,
    createdAt: v.number(),
    onboardedAt: v.union(v.number(), v.null()),
    ...tenantSettings,
    balance: v.number(),
    reserved: v.number(),
    available: v.number(),
    members: v.array(
      v.object({
        name: v.union(v.string(), v.null()),
        email: v.string(),
        role,
        status: memberStatus,
      }),
    ),
    numbers: v.array(
      v.object({
        id: v.id("instances"),
        label: v.string(),
        status: v.string(),
        statusAt: v.number(),
        isLinked: v.boolean(),
      }),
    ),
  }),
  handler: async (ctx, args) => {
    await requireAccess(ctx, ctx.subject, args.tenantId);
    const tenant = await requireTenant(ctx, args.tenantId);
    const wallet = await requireWallet(ctx, tenant._id);
    return {
      id: tenant._id,
      name: tenant.name,
      status: tenant.status,
      createdAt: tenant._creationTime,
      ...profileOf(tenant),
      balance: wallet.balance,
      reserved: wallet.reserved,
      available: available(wallet),
      members: await membersOf(ctx, tenant._id),
      numbers: await numbersOf(ctx, tenant._id),
    };
  },
});

function profileOf(tenant: Doc<"tenants">) {
  return {
    onboardedAt: tenant.onboardedAt,
    aiEnabled: tenant.aiEnabled,
    quietWindowMs: tenant.quietWindowMs,
    maxAnswerAgeMs: tenant.maxAnswerAgeMs,
    takeoverMs: tenant.takeoverMs,
    pacing: tenant.pacing,
    dailyAiBudgetMicros: tenant.dailyAiBudgetMicros,
    timeZone: tenant.timeZone,
    messageRetentionDays: tenant.messageRetentionDays,
  };
}

async function membersOf(ctx: QueryCtx, id: Id<"tenants">) {
  return (await listMembers(ctx, id)).map(({ name, email, role, status }) => ({
    name,
    email,
    role,
    status,
  }));
}

async function numbersOf(ctx: QueryCtx, id: Id<"tenants">) {
  return (await listInstances(ctx, id)).map((instance) => ({
    id: instance._id,
    label: instance.label,
    status: instance.status,
    statusAt: instance.statusAt,
    isLinked: instance.accountId !== null,
  }));
}

/** The statement of a business, newest first. */
export const statement = operatorQuery({
  args: { tenantId, paginationOpts: paginationOptsValidator },
  returns: pageOf(statementLine),
  handler: async (ctx, args) => {
    await requireAccess(ctx, ctx.subject, args.tenantId);
    const { _id } = await requireTenant(ctx, args.tenantId);
    const result = await listStatement(ctx, _id, {}, args.paginationOpts);
    const lines = await describeEntries(ctx, result.page);
    // Whom the business talks to is not the operator's to see.
    const page = lines.map((line) => ({
      ...line,
      conversation: null,
      messageId: null,
    }));
    return { ...result, page };
  },
});
