import type { Id } from "../../../convex/_generated/dataModel";
import type { Permission } from "../../../lib/tenants/roles";
import type { InboxIds } from "./inbox-seed";
import type { WebhookIds } from "./webhook-seed";

/** Rows of one business that functions take by id. */
export type Ids = {
  tenantId: Id<"tenants">;
  instanceId: Id<"instances">;
  conversationId: Id<"conversations">;
  contactId: Id<"contacts">;
  otherContactId: Id<"contacts">;
  importId: Id<"contactImports">;
  entryId: Id<"knowledgeEntries">;
  /** An agent. */
  membershipId: Id<"memberships">;
  invitationId: Id<"invitations">;
  notificationId: Id<"notifications">;
  checkoutId: Id<"checkouts">;
  orderId: Id<"orders">;
  /** The service's, no business's. */
  alertId: Id<"alerts">;
  /** The operators' own: no tenant's. */
  bulkJobId: Id<"bulkJobs">;
  operatorNoteId: Id<"operatorNotes">;
  /** A reconciliation of all businesses. */
  runId: Id<"booksRuns">;
} & InboxIds &
  WebhookIds;

export type Row = {
  kind: "query" | "mutation";
  /** Null: any signed-in person. */
  permission: Permission | "operator" | null;
  args: (ids: Ids) => Record<string, unknown>;
  /** What everybody signed in gets, where it does not depend on a business. */
  anybody?: string;
  /** Whether an argument names a row that belongs to a tenant. */
  takesId: boolean;
  /** Arguments that may also be null. */
  nullable?: string[];
};

export type Rows = Record<string, Row>;

export const page = { paginationOpts: { numItems: 10, cursor: null } };
export const none = () => ({});
