import { defineSchema } from "convex/server";
import { alertTables } from "./alerts/schema";
import { analyticsTables } from "./analytics/schema";
import { assistantTables } from "./assistant/schema";
import { auditTables } from "./audit/schema";
import { contactTables } from "./contacts/schema";
import { conversationTables } from "./conversations/schema";
import { creditTables } from "./credits/schema";
import { erasureTables } from "./erasure/schema";
import { instanceTables } from "./instances/schema";
import { limitTables } from "./limits/schema";
import { messageTables } from "./messages/schema";
import { notificationTables } from "./notifications/schema";
import { operatorTables } from "./operators/schema";
import { paymentTables } from "./payments/schema";
import { tenantTables } from "./tenants/schema";
import { webhookTables } from "./webhooks/schema";

export default defineSchema({
  ...alertTables,
  ...analyticsTables,
  ...assistantTables,
  ...auditTables,
  ...contactTables,
  ...conversationTables,
  ...creditTables,
  ...erasureTables,
  ...instanceTables,
  ...limitTables,
  ...messageTables,
  ...notificationTables,
  ...operatorTables,
  ...paymentTables,
  ...tenantTables,
  ...webhookTables,
});
