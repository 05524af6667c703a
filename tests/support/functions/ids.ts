import { seedContacts } from "../contacts";
import { signIn } from "../people";
import type { Backend, Business } from "../product";
import { seedInbox } from "./inbox-seed";
import { seedPayments } from "./payments";
import type { Ids } from "./row";
import { seedWebhooks } from "./webhook-seed";

/** Seeds a row of every kind that a function takes by its id. */
export async function idsOf(t: Backend, business: Business): Promise<Ids> {
  const ids = await ownIdsOf(t, business);
  await seedOwnKey(t, business.tenantId);
  return {
    ...ids,
    notificationId: await seedNotification(t, business),
    alertId: await seedAlert(t),
    runId: await seedRun(t),
    ...(await seedOperatorRows(t, business)),
    ...(await seedTeam(t, business)),
    ...(await seedPayments(t, business)),
    ...(await seedWebhooks(t, ids.tenantId, ids.conversationId)),
    ...(await seedContacts(t, ids.tenantId)),
    ...(await seedInbox(t, ids.tenantId, ids.conversationId)),
  };
}

async function ownIdsOf(t: Backend, business: Business) {
  return t.run(async (ctx) => {
    const conversation = await ctx.db
      .query("conversations")
      .withIndex("by_tenant_and_last_message_at", (q) =>
        q.eq("tenantId", business.tenantId),
      )
      .first();
    const entry = await ctx.db
      .query("knowledgeEntries")
      .withIndex("by_tenant_and_position", (q) =>
        q.eq("tenantId", business.tenantId),
      )
      .first();
    if (conversation === null || entry === null) throw new Error("Not seeded.");
    return {
      tenantId: business.tenantId,
      instanceId: business.instanceId,
      conversationId: conversation._id,
      contactId: conversation.contactId,
      entryId: entry._id,
    };
  });
}

/** A key of the business's own that nobody tests at the moment. */
export async function seedOwnKey(
  t: Backend,
  tenantId: Ids["tenantId"],
): Promise<void> {
  await t.run(async (ctx) => {
    const ownModelKeyId = await ctx.db.insert("ownModelKeys", {
      tenantId,
      envelope: `f1.test.${"A".repeat(16)}.${"A".repeat(24)}`,
      ending: "abcd",
      verdict: "untested",
      verdictAt: null,
      checkingSince: null,
      breakers: [],
    });
    await ctx.db.patch(tenantId, { ownModelKeyId });
  });
}

async function seedNotification(
  t: Backend,
  { tenantId }: Business,
): Promise<Ids["notificationId"]> {
  return t.run((ctx) =>
    ctx.db.insert("notifications", {
      tenantId,
      kind: "credits_low",
      target: null,
      dedupeKey: "isolation",
      detail: null,
      readAt: null,
    }),
  );
}

async function seedOperatorRows(
  t: Backend,
  { tenantId }: Business,
): Promise<Pick<Ids, "bulkJobId" | "operatorNoteId">> {
  return t.run(async (ctx) => ({
    bulkJobId: await ctx.db.insert("bulkJobs", {
      action: { kind: "suspend" },
      reason: "isolation",
      startedBy: "operator:seed",
      idempotencyKey: `isolation:${tenantId}`,
      filter: null,
      status: "running",
      gatheredTo: null,
      total: 0,
      changed: 0,
      unchanged: 0,
      failed: 0,
      advancedAt: 0,
      finishedAt: null,
    }),
    operatorNoteId: await ctx.db.insert("operatorNotes", {
      tenantId,
      author: "operator:seed",
      text: "isolation",
    }),
  }));
}

async function seedRun(t: Backend): Promise<Ids["runId"]> {
  return t.run((ctx) =>
    ctx.db.insert("booksRuns", {
      actor: "operator:seed",
      status: "done",
      after: 0,
      checked: 0,
      wrong: 0,
      lost: 0,
      finishedAt: 0,
    }),
  );
}

async function seedAlert(t: Backend): Promise<Ids["alertId"]> {
  return t.run((ctx) =>
    ctx.db.insert("alerts", {
      rule: "dead_letters",
      subject: "all",
      count: 5,
      clearedAt: null,
      acknowledgedAt: null,
      acknowledgedBy: null,
      note: null,
    }),
  );
}

/** One more owner, so that one can leave, an agent and an open invitation. */
export async function seedTeam(
  t: Backend,
  { tenantId }: Pick<Business, "tenantId">,
): Promise<Pick<Ids, "membershipId" | "invitationId">> {
  await signIn(t, tenantId, "owner");
  await signIn(t, tenantId, "agent");
  return t.run(async (ctx) => {
    const members = await ctx.db.query("memberships").order("desc").take(1);
    const [agent] = members;
    if (agent === undefined) throw new Error("Not seeded.");
    const invitationId = await ctx.db.insert("invitations", {
      tenantId,
      email: `${agent._id}@example.com`,
      role: "agent",
      tokenHash: agent._id,
      status: "pending",
      expiresAt: Date.now() + 60_000,
      invitedBy: "user:seed",
      resolvedAt: null,
    });
    return { membershipId: agent._id, invitationId };
  });
}
