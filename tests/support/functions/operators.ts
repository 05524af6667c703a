import { page, type Row, type Rows } from "./row";

const ofTenant = (
  kind: Row["kind"],
  rest: Record<string, unknown> = {},
): Row => ({
  kind,
  permission: "operator",
  args: ({ tenantId }) => ({ tenantId, ...rest }),
  takesId: false,
});

const everywhere = (
  kind: Row["kind"],
  args: Record<string, unknown> = {},
): Row => ({ kind, permission: "operator", args: () => args, takesId: false });

const daysOfUsage = { from: "2026-01-01", to: "2026-01-31" };

const ofConversation = (
  kind: Row["kind"],
  rest: Record<string, unknown> = {},
): Row => ({
  kind,
  permission: "operator",
  args: ({ tenantId, conversationId }) => ({
    tenantId,
    conversationId,
    ...rest,
  }),
  takesId: false,
});

const ofJob = (kind: Row["kind"], rest: Record<string, unknown> = {}): Row => ({
  kind,
  permission: "operator",
  args: ({ bulkJobId }) => ({ jobId: bulkJobId, ...rest }),
  takesId: false,
});

export const operatorsRows: Rows = {
  "operators/access:current": ofTenant("query"),
  "operators/access:leave": ofTenant("mutation"),
  "operators/access:open": ofTenant("mutation", { reason: "a good reason" }),
  "operators/bootstrap:claim": {
    kind: "mutation",
    permission: null,
    args: () => ({}),
    anybody: "ok",
    takesId: false,
  },
  "operators/bulk:items": ofJob("query", page),
  "operators/bulk:list": everywhere("query"),
  "operators/bulk:start": {
    kind: "mutation",
    permission: "operator",
    args: ({ tenantId }) => ({
      action: { kind: "suspend" },
      target: { kind: "selection", ids: [tenantId] },
      reason: "a good reason",
      idempotencyKey: "isolation",
    }),
    takesId: false,
  },
  "operators/bulk:stop": ofJob("mutation"),
  "operators/content:conversations": ofTenant("query", page),
  "operators/content:head": ofConversation("query"),
  "operators/content:open": ofConversation("mutation", { reason: "asked" }),
  "operators/content:thread": ofConversation("query", page),
  "operators/directory:list": everywhere("query", { search: "", ...page }),
  "operators/notes:add": ofTenant("mutation", { text: "pays late" }),
  "operators/notes:list": ofTenant("query"),
  "operators/notes:remove": {
    kind: "mutation",
    permission: "operator",
    args: ({ operatorNoteId }) => ({ noteId: operatorNoteId }),
    takesId: false,
  },
  "operators/sending:allow": everywhere("mutation", { reason: "over" }),
  "operators/sending:state": everywhere("query"),
  "operators/sending:stop": everywhere("mutation", { reason: "incident" }),
  "operators/suspension:reactivate": ofTenant("mutation", { reason: "paid" }),
  "operators/suspension:suspend": ofTenant("mutation", { reason: "abuse" }),
  "operators/tenant:get": ofTenant("query"),
  "operators/tenant:statement": ofTenant("query", page),
  "operators/usage:days": everywhere("query", { ...daysOfUsage, ...page }),
  "operators/usage:ofTenant": ofTenant("query"),
  "operators/usage:recordExport": everywhere("mutation", daysOfUsage),
};
