import { none, page, type Rows } from "./row";

const booking = (key: string) => ({
  credits: 1,
  reason: "a good reason",
  idempotencyKey: key,
});

export const creditsRows: Rows = {
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
  "credits/topUp:undo": {
    kind: "mutation",
    permission: "operator",
    args: ({ tenantId }) => ({
      tenantId,
      sequence: 1,
      reason: "a good reason",
    }),
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
