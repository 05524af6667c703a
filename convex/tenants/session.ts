import { v, type Infer } from "convex/values";
import { permissionsOf } from "../../lib/tenants/roles";
import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { personQuery } from "../functions";
import { isOperator } from "../operators/model";
import {
  getActiveMembership,
  getTenant,
  listMemberships,
  requireIdentity,
} from "./model";
import { permission, role, tenantStatus } from "./schema";

const choice = v.object({
  tenantId: v.id("tenants"),
  name: v.string(),
  role,
});

const active = v.object({
  tenantId: v.id("tenants"),
  name: v.string(),
  role,
  status: tenantStatus,
  /** When the business is deleted for good, if somebody asked for it. */
  purgeAt: v.union(v.number(), v.null()),
  permissions: v.array(permission),
});

/** Who the caller is, the business their calls work in, and the ones they may choose. */
export const get = personQuery({
  args: {},
  returns: v.object({
    subject: v.string(),
    email: v.union(v.string(), v.null()),
    name: v.union(v.string(), v.null()),
    isOperator: v.boolean(),
    active: v.union(active, v.null()),
    tenants: v.array(choice),
  }),
  handler: async (ctx) => {
    const { subject, email, name } = await requireIdentity(ctx);
    const [membership, memberships, operator] = await Promise.all([
      getActiveMembership(ctx, subject),
      listMemberships(ctx, subject),
      isOperator(ctx, subject),
    ]);
    const choices = await Promise.all(
      memberships
        .filter(({ status }) => status === "active")
        .map((one) => describeChoice(ctx, one)),
    );
    return {
      subject,
      email,
      name,
      isOperator: operator,
      active: await describeActive(ctx, membership),
      tenants: choices.filter((one) => one !== null),
    };
  },
});

async function describeChoice(
  ctx: QueryCtx,
  { tenantId, role }: Doc<"memberships">,
): Promise<Infer<typeof choice> | null> {
  const tenant = await getTenant(ctx, tenantId);
  return tenant === null ? null : { tenantId, name: tenant.name, role };
}

async function describeActive(
  ctx: QueryCtx,
  membership: Doc<"memberships"> | null,
): Promise<Infer<typeof active> | null> {
  if (membership?.status !== "active") return null;
  const tenant = await getTenant(ctx, membership.tenantId);
  if (tenant === null) return null;
  return {
    tenantId: tenant._id,
    name: tenant.name,
    role: membership.role,
    status: tenant.status,
    purgeAt: tenant.deletion?.purgeAt ?? null,
    permissions: permissionsOf(membership.role),
  };
}
