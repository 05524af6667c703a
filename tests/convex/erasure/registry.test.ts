import { expect, test } from "vitest";
import schema from "../../../convex/schema";
import { PURGED_WITH_PARTS } from "../../../convex/erasure/purgeOwnersModel";
import { PURGED } from "../../../convex/erasure/purgeTablesModel";

/** Goes with a row of another table. */
const WITH_ANOTHER = [
  "activeTenants",
  "composerLocks",
  "consentRecords",
  "contactChanges",
  "contactImportBatches",
  "contactImportErrors",
  "contacts",
  "conversationLabels",
  "conversationNotes",
  "conversations",
  "customerTypings",
  "failedTurns",
  "gatewayProbes",
  "instanceJobs",
  "memberships",
  "mergedContacts",
  "pairings",
  "pendingAcks",
  "presences",
  "replays",
  "webhookBuckets",
];

/** Stays, with why: nothing in it names a customer. */
const KEPT: Record<string, string> = {
  accessDenials: "security record",
  alerts: "the service's own",
  analyticsClock: "the service's own",
  analyticsCursors: "the service's own",
  auditEvents: "append-only trail, chained",
  auditHeads: "append-only trail, chained",
  auditMonths: "append-only trail, chained",
  auditPending: "append-only trail, chained",
  auditSeals: "append-only trail, chained",
  auditSessions: "security record of a person's account",
  booksChecks: "proof of the books",
  booksFindings: "proof of the books",
  booksRuns: "proof of the books",
  breakers: "the service's own",
  bulkItems: "record of the operators' work",
  bulkJobs: "record of the operators' work",
  businessErasures: "proof of the erasure",
  callWindows: "forgotten within minutes",
  checkouts: "records of payments",
  erasures: "proof of the erasure",
  ledgerEntries: "the books, chained",
  messages: "emptied; the books need the row",
  operatorAccesses: "forgotten when their time is up",
  operatorLooks: "record of the operators' work",
  operatorOffers: "the service's own",
  operators: "the service's own",
  orders: "records of payments",
  outages: "the service's own",
  paymentEvents: "records of payments",
  paymentPolls: "the service's own",
  paymentRefunds: "records of payments",
  paymentRejections: "records of payments",
  redriveRuns: "record of the operators' work",
  rejectionCursors: "the service's own",
  reservations: "the books",
  sealWatches: "append-only trail, chained",
  sendingStops: "the service's own",
  signupGrants: "one first grant per person for ever",
  tenantOverviews: "figures of the books",
  tenantPlans: "the books",
  tenants: "an empty row the books hang on",
  turns: "the books: what a hold was for",
  wallets: "the books",
  webRefusals: "security record",
  webReporters: "the service's own",
};

test("G3 every table is purged with a business, goes with another row, or stays for a reason", () => {
  const decided = [
    ...Object.keys(PURGED),
    ...Object.keys(PURGED_WITH_PARTS),
    ...WITH_ANOTHER,
    ...Object.keys(KEPT),
  ];
  expect(new Set(decided).size).toBe(decided.length);
  expect(decided.sort()).toEqual(Object.keys(schema.tables).sort());
});
