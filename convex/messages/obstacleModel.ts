/* What keeps a person's message from being sent, asked before it costs anything. */
import { decideSend } from "../../lib/consent/policy";
import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { requireContact } from "../contacts/model";
import { isReachable, requireInstance } from "../instances/model";
import { isSendingStopped } from "../operators/model";
import { isSuspended } from "../tenants/model";

export type Obstacle =
  "suspended" | "sending_stopped" | "not_connected" | "opted_out";

/** The first thing that keeps a person's message in this conversation from leaving, or null. */
export async function findObstacle(
  ctx: QueryCtx,
  tenant: Doc<"tenants">,
  conversation: Doc<"conversations">,
): Promise<Obstacle | null> {
  if (isSuspended(tenant)) return "suspended";
  if (await isSendingStopped(ctx)) return "sending_stopped";
  const { instanceId, contactId } = conversation;
  const instance = await requireInstance(ctx, tenant._id, instanceId);
  if (!isReachable(instance)) return "not_connected";
  const contact = await requireContact(ctx, tenant._id, contactId);
  return decideSend(contact.consent, "manual").allowed ? null : "opted_out";
}
