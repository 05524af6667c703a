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
import { requireOperator } from "./operators/model";
import { requireMember, requireSubject } from "./tenants/model";

type MemberOptions = { permission: Permission };

/** A query of a signed-in member; `ctx.tenant` comes from the identity, never from an argument. */
export const tenantQuery = customQuery(query, {
  args: {},
  input: async (ctx, _args, options: MemberOptions) => ({
    ctx: await requireMember(ctx, options.permission),
    args: {},
  }),
});

/** As `tenantQuery`, for writes. */
export const tenantMutation = customMutation(mutation, {
  args: {},
  input: async (ctx, _args, options: MemberOptions) => ({
    ctx: await requireMember(ctx, options.permission),
    args: {},
  }),
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
  input: async (ctx) => ({
    ctx: { subject: await requireSubject(ctx) },
    args: {},
  }),
});

/** A query of an operator of the service. */
export const operatorQuery = customQuery(query, {
  args: {},
  input: async (ctx) => ({ ctx: await requireOperator(ctx), args: {} }),
});

/** As `operatorQuery`, for writes. */
export const operatorMutation = customMutation(mutation, {
  args: {},
  input: async (ctx) => ({ ctx: await requireOperator(ctx), args: {} }),
});

export const internalQuery = rawInternalQuery;
export const internalMutation = rawInternalMutation;
export const internalAction = rawInternalAction;
export const httpAction = rawHttpAction;
