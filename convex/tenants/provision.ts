import { partial } from "convex-helpers/validators";
import { v } from "convex/values";
import { addKnowledge } from "../assistant/knowledgeModel";
import { setProfile } from "../assistant/model";
import { profileFields } from "../assistant/schema";
import { recordAudit } from "../audit/model";
import { book, openWallet } from "../credits/model";
import { internalMutation } from "../functions";
import { addMember, createTenant, setTenantStatus } from "./model";
import { role } from "./schema";

const ACTOR = "system:provision";

/** Creates a tenant with its wallet, first credits, profile and knowledge. */
export const create = internalMutation({
  args: {
    name: v.string(),
    credits: v.number(),
    quietWindowMs: v.optional(v.number()),
    pacing: v.optional(v.union(v.literal("on"), v.literal("off"))),
    profile: v.optional(v.object(partial(profileFields))),
    knowledge: v.array(v.object({ title: v.string(), content: v.string() })),
  },
  returns: v.id("tenants"),
  handler: async (ctx, args) => {
    const { name, credits, profile, knowledge, ...settings } = args;
    const tenantId = await createTenant(ctx, name, settings);
    await openWallet(ctx, tenantId);
    if (credits > 0) {
      await book(
        ctx,
        tenantId,
        { kind: "grant", credits },
        {
          actor: ACTOR,
          reason: "first credits",
          reference: null,
          idempotencyKey: "grant:first",
        },
      );
    }
    if (profile !== undefined) await setProfile(ctx, tenantId, profile);
    await addKnowledge(
      ctx,
      tenantId,
      knowledge.map((entry) => ({ ...entry, category: "" })),
    );
    await recordAudit(ctx, {
      tenantId,
      actor: ACTOR,
      action: "tenant.created",
      target: tenantId,
    });
    return tenantId;
  },
});

/** Makes a person a member of a tenant. */
export const join = internalMutation({
  args: {
    tenantId: v.id("tenants"),
    subject: v.string(),
    email: v.string(),
    name: v.optional(v.string()),
    role,
  },
  returns: v.id("memberships"),
  handler: async (ctx, member) => {
    const membershipId = await addMember(ctx, member);
    await recordAudit(ctx, {
      tenantId: member.tenantId,
      actor: ACTOR,
      action: `role.${member.role}`,
      target: member.subject,
    });
    return membershipId;
  },
});

export const setStatus = internalMutation({
  args: {
    tenantId: v.id("tenants"),
    status: v.union(v.literal("active"), v.literal("suspended")),
    reason: v.string(),
  },
  returns: v.null(),
  handler: async (ctx, { tenantId, status, reason }) => {
    await setTenantStatus(ctx, tenantId, status);
    await recordAudit(ctx, {
      tenantId,
      actor: ACTOR,
      action: `tenant.${status}`,
      target: tenantId,
      reason,
    });
    return null;
  },
});
