import {
  customMutation,
  customQuery,
} from "convex-helpers/server/customFunctions";
import {
  httpAction as rawHttpAction,
  internalAction as rawInternalAction,
  internalMutation as rawInternalMutation,
  internalQuery as rawInternalQuery,
  mutation,
  query,
} from "./_generated/server";
import type { Permission } from "../lib/tenants/roles";
import { countCall } from "./limits/model";
import { requireOperator } from "./operators/model";
import { requireMember, requireSubject } from "./tenants/model";

type MemberOptions = { permission: Permission };
/** `action` is what the limits take it for, where it is neither an export nor any write. */
type WriteOptions = MemberOptions & { action?: "send" };

/** A query of a signed-in member; `ctx.tenant` comes from the identity, never from an argument. */
export const tenantQuery = customQuery(query, {
  args: {},
  input: async (ctx, _args, options: MemberOptions) => ({
    ctx: await requireMember(ctx, options.permission),
    args: {},
  }),
});

/** As `tenantQuery`, for writes; each is counted for its person, sends and exports for the business too. */
export const tenantMutation = customMutation(mutation, {
  args: {},
  input: async (ctx, _args, options: WriteOptions) => {
    const member = await requireMember(ctx, options.permission);
    const { subject, tenantId } = member.membership;
    const action = options.permission === "export" ? "export" : "write";
    await countCall(
      ctx,
      { person: subject, business: tenantId },
      options.action ?? action,
    );
    return { ctx: member, args: {} };
  },
});

/** A query of a signed-in person who need not belong to a tenant yet. */
export const personQuery = customQuery(query, {
  args: {},
  input: async (ctx) => ({
    ctx: { subject: await requireSubject(ctx) },
    args: {},
  }),
});

/** As `personQuery`, for writes. */
export const personMutation = customMutation(mutation, {
  args: {},
  input: async (ctx) => {
    const subject = await requireSubject(ctx);
    await countCall(ctx, { person: subject, business: null }, "write");
    return { ctx: { subject }, args: {} };
  },
});

/** A query of an operator of the service. */
export const operatorQuery = customQuery(query, {
  args: {},
  input: async (ctx) => ({ ctx: await requireOperator(ctx), args: {} }),
});

/** As `operatorQuery`, for writes. */
export const operatorMutation = customMutation(mutation, {
  args: {},
  input: async (ctx) => {
    const operator = await requireOperator(ctx);
    const whose = { person: operator.subject, business: null };
    await countCall(ctx, whose, "write");
    return { ctx: operator, args: {} };
  },
});

export const internalQuery = rawInternalQuery;
export const internalMutation = rawInternalMutation;
export const internalAction = rawInternalAction;
export const httpAction = rawHttpAction;
