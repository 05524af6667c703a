import type { Id } from "../../../convex/_generated/dataModel";
import type { Backend } from "../product";

export type WebhookIds = {
  /** Belongs to the business, but is the operators' alone. */
  letterId: Id<"deadLetters">;
  /** A run over its failed answers. */
  redriveRunId: Id<"redriveRuns">;
  failedTurnId: Id<"failedTurns">;
  replayId: Id<"replays">;
  /** A customer's, so that it can be replayed. */
  receivedId: Id<"messages">;
};

let serial = 0;

/** A dead letter, a bulk attempt, a failed turn and a replay of one conversation. */
export async function seedWebhooks(
  t: Backend,
  tenantId: Id<"tenants">,
  conversationId: Id<"conversations">,
): Promise<WebhookIds> {
  serial += 1;
  const unique = `seed-${String(serial)}`;
  return t.run(async (ctx) => {
    const conversation = await ctx.db.get(conversationId);
    if (conversation === null) throw new Error("There is no conversation.");
    const { instanceId } = conversation;
    const receivedId = await ctx.db.insert("messages", {
      tenantId,
      instanceId,
      conversationId,
      direction: "inbound",
      externalId: unique,
      chatId: conversation.chatId,
      author: "customer",
      text: "STOP",
      messageType: "text",
      media: null,
      status: "received",
      sentAt: Date.now(),
      idempotencyKey: null,
      outbound: null,
    });
    const run = {
      kind: "failed_turns" as const,
      tenantId,
      detail: null,
      actor: "operator:seed",
      reason: "seed",
      upTo: 0,
      cursor: 0,
      step: 0,
      tried: 0,
      applied: 0,
      total: 0,
      advancedAt: 0,
    };
    const redriveRunId = await ctx.db.insert("redriveRuns", {
      ...run,
      status: "running",
    });
    // The newest is over, so that another can begin.
    await ctx.db.insert("redriveRuns", { ...run, status: "done" });
    return {
      receivedId,
      letterId: await ctx.db.insert("deadLetters", {
        tenantId,
        instanceId,
        reason: "no session",
        body: "{}",
        isWhole: true,
        bodyHash: unique,
        count: 1,
        status: "open",
        attempts: 0,
        outcome: null,
        resolvedAt: null,
        resolvedBy: null,
      }),
      redriveRunId,
      failedTurnId: await ctx.db.insert("failedTurns", {
        tenantId,
        conversationId,
        detail: "timeout",
        status: "open",
        outcome: null,
        resolvedBy: null,
      }),
      replayId: await ctx.db.insert("replays", {
        tenantId,
        messageId: receivedId,
        conversationId,
        actor: "user:seed",
        decision: { kind: "consent", command: "stop" },
        inactiveReason: null,
        isHeld: false,
        credits: 0,
        isAffordable: true,
        status: "done",
        outcome: null,
        run: null,
      }),
    };
  });
}

export async function removeWebhooks(
  t: Backend,
  ids: WebhookIds,
): Promise<void> {
  await t.run(async (ctx) => {
    await ctx.db.delete(ids.letterId);
    await ctx.db.delete(ids.failedTurnId);
    await ctx.db.delete(ids.replayId);
    await ctx.db.delete(ids.receivedId);
  });
}
