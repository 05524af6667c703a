import { internal } from "../../../convex/_generated/api";
import { seedContacts } from "../contacts";
import type { Backend } from "../product";
import { seedOwnKey, seedTeam } from "./ids";
import { seedInbox } from "./inbox-seed";
import type { Ids } from "./row";
import { seedWebhooks } from "./webhook-seed";

/** A number that waits to be linked and has no job. */
async function waitingInstance(
  t: Backend,
  tenantId: Ids["tenantId"],
): Promise<Ids["instanceId"]> {
  const { instanceId } = await t.mutation(
    internal.instances.provision.register,
    { tenantId, label: "Fresh" },
  );
  await t.run((ctx) => ctx.db.patch(instanceId, { status: "SCAN_QR_CODE" }));
  return instanceId;
}

/** Removing an entry works once, so each role gets one of its own. */
export async function freshIds(
  t: Backend,
  myIds: Ids,
  path: string,
): Promise<Ids> {
  const { tenantId, conversationId } = myIds;
  if (/^(conversations|messages)\//.test(path)) {
    return { ...myIds, ...(await seedInbox(t, tenantId, conversationId)) };
  }
  if (path.startsWith("webhooks/")) {
    return { ...myIds, ...(await seedWebhooks(t, tenantId, conversationId)) };
  }
  if (path.startsWith("instances/sessions:")) {
    return { ...myIds, instanceId: await waitingInstance(t, tenantId) };
  }
  if (path.startsWith("contacts/")) {
    return { ...myIds, ...(await seedContacts(t, tenantId)) };
  }
  if (path.startsWith("tenants/members:")) {
    return { ...myIds, ...(await seedTeam(t, myIds)) };
  }
  if (path === "assistant/ownKey:check") {
    await seedOwnKey(t, tenantId);
    return myIds;
  }
  if (path !== "assistant/knowledge:remove") return myIds;
  const entryId = await t.run((ctx) =>
    ctx.db.insert("knowledgeEntries", {
      tenantId,
      title: "Fresh",
      content: "Fresh",
      category: "",
      isActive: true,
      position: 9,
      updatedAt: 0,
    }),
  );
  return { ...myIds, entryId };
}
