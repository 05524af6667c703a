import type { Permission } from "../../../lib/tenants/roles";
import { type Ids, none, page, type Row, type Rows } from "./row";

const booking = (key: string) => ({
  credits: 1,
  reason: "a good reason",
  idempotencyKey: key,
});

const ofTenant = (
  kind: Row["kind"],
  rest: (ids: Ids) => Record<string, unknown> = none,
): Row => ({
  kind,
  permission: "operator",
  args: (ids) => ({ tenantId: ids.tenantId, ...rest(ids) }),
  takesId: false,
});

const own = (
  kind: Row["kind"],
  permission: Permission,
  args: () => Record<string, unknown> = none,
): Row => ({ kind, permission, args, takesId: false });

const reason = "a good reason";
const bookPage = () => ({ part: "entries", ...page });
const bookTail = () => ({ since: 0, reservationIds: [], messageIds: [] });

export const creditsRows: Rows = {
  "credits/bookPages:read": own("query", "export", bookPage),
  "credits/bookPages:readFor": ofTenant("query", bookPage),
  "credits/bookPages:record": own("mutation", "export"),
  "credits/bookPages:recordFor": ofTenant("mutation"),
  "credits/bookPages:tail": own("query", "export", bookTail),
  "credits/bookPages:tailFor": ofTenant("query", bookTail),
  "credits/plan:get": own("query", "read"),
  "credits/plan:ofTenant": ofTenant("query"),
  "credits/plan:set": {
    ...ofTenant("mutation", () => ({ plan: "starter", reason })),
    nullable: ["plan"],
  },
  "credits/reconciliation:checkTenant": ofTenant("mutation"),
  "credits/reconciliation:ofTenant": ofTenant("query"),
  "credits/reconciliation:results": {
    kind: "query",
    permission: "operator",
    args: ({ runId }) => ({ runId, status: null, ...page }),
    takesId: false,
  },
  "credits/reconciliation:runs": {
    kind: "query",
    permission: "operator",
    args: none,
    takesId: false,
  },
  "credits/reconciliation:start": {
    kind: "mutation",
    permission: "operator",
    args: none,
    takesId: false,
  },
  "credits/reconciliation:stop": {
    kind: "mutation",
    permission: "operator",
    args: ({ runId }) => ({ runId }),
    takesId: false,
  },
  "credits/verification:latest": own("query", "read"),
  "credits/verification:start": own("mutation", "read"),
  "credits/verification:stop": own("mutation", "read"),
  "credits/refund:add": ofTenant("mutation", () => ({ sequence: 1, reason })),
  "credits/reversal:add": ofTenant("mutation", () => ({
    sequence: 1,
    credits: 1,
    reason,
  })),
  "credits/adjustment:add": {
    kind: "mutation",
    permission: "operator",
    args: ({ tenantId }) => ({
      tenantId,
      direction: "up",
      ...booking("isolation"),
    }),
    takesId: false,
  },
  "credits/burn:today": {
    kind: "query",
    permission: "read",
    args: none,
    takesId: false,
  },
  "credits/lowBalance:get": {
    kind: "query",
    permission: "read",
    args: none,
    takesId: false,
  },
  "credits/lowBalance:set": {
    kind: "mutation",
    permission: "manage_tenant",
    args: () => ({ lowAt: 10 }),
    takesId: false,
  },
  "credits/receipt:get": {
    kind: "query",
    permission: "read",
    args: ({ messageId }) => ({ messageId }),
    takesId: true,
  },
  "credits/statement:list": {
    kind: "query",
    permission: "read",
    args: () => page,
    takesId: false,
  },
  "credits/statement:recordExport": {
    kind: "mutation",
    permission: "export",
    args: none,
    takesId: false,
  },
  "credits/ledger:balance": {
    kind: "query",
    permission: "read",
    args: none,
    takesId: false,
  },
  "credits/ledger:list": {
    kind: "query",
    permission: "read",
    args: () => page,
    takesId: false,
  },
  "credits/topUp:add": {
    kind: "mutation",
    permission: "operator",
    args: ({ tenantId }) => ({
      tenantId,
      ...booking("isolation"),
    }),
    takesId: false,
  },
};
