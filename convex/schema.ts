import { defineSchema } from "convex/server";
import { analyticsTables } from "./analytics/schema";
import { assistantTables } from "./assistant/schema";
import { auditTables } from "./audit/schema";
import { contactTables } from "./contacts/schema";
import { conversationTables } from "./conversations/schema";
import { creditTables } from "./credits/schema";
import { instanceTables } from "./instances/schema";
import { messageTables } from "./messages/schema";
import { notificationTables } from "./notifications/schema";
import { operatorTables } from "./operators/schema";
import { tenantTables } from "./tenants/schema";
import { webhookTables } from "./webhooks/schema";

export default defineSchema({
  ...analyticsTables,
  ...assistantTables,
  ...auditTables,
  ...contactTables,
  ...conversationTables,
  ...creditTables,
  ...instanceTables,
  ...messageTables,
  ...notificationTables,
  ...operatorTables,
  ...tenantTables,
  ...webhookTables,
});
