import { v } from "convex/values";
import { listKnowledge } from "../assistant/knowledgeModel";
import { getProfile } from "../assistant/model";
import { listTestTurns } from "../assistant/testChatModel";
import { recordAudit } from "../audit/model";
import { hasConversation } from "../conversations/model";
import { tenantMutation, tenantQuery } from "../functions";
import { listInstances, WORKING } from "../instances/model";
import { setOnboarded } from "./model";

/** How far the first run has come, read from what exists. */
export const progress = tenantQuery({
  permission: "read",
  args: {},
  returns: v.object({
    hasNumber: v.boolean(),
    isLinked: v.boolean(),
    /** The gateway's name of the linked number, for the simulated phone's address. */
    linkedSession: v.union(v.string(), v.null()),
    hasProfile: v.boolean(),
    knowledge: v.number(),
    /** Whether the caller talked to the assistant in the test chat, or a customer did. */
    hasTried: v.boolean(),
    onboardedAt: v.union(v.number(), v.null()),
  }),
  handler: async (ctx) => {
    const tenantId = ctx.tenant._id;
    const instances = await listInstances(ctx, tenantId);
    const linked = instances.find(({ status }) => status === WORKING);
    const profile = await getProfile(ctx, tenantId);
    const knowledge = await listKnowledge(ctx, tenantId);
    const tests = await listTestTurns(ctx, tenantId, ctx.membership._id);
    return {
      hasNumber: instances.length > 0,
      isLinked: linked !== undefined,
      linkedSession: linked?.sessionName ?? null,
      hasProfile: profile.description.trim() !== "",
      knowledge: knowledge.length,
      hasTried: tests.length > 0 || (await hasConversation(ctx, tenantId)),
      onboardedAt: ctx.tenant.onboardedAt,
    };
  },
});

/** Ends the first run; the checklist goes away. */
export const finish = tenantMutation({
  permission: "manage_tenant",
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    const tenantId = ctx.tenant._id;
    if (ctx.tenant.onboardedAt !== null) return null;
    await setOnboarded(ctx, tenantId, Date.now());
    await recordAudit(ctx, {
      tenantId,
      actor: ctx.actor,
      action: "tenant.onboarded",
    });
    return null;
  },
});
