import { none, page, type Rows } from "./row";

export const alertsRows: Rows = {
  "alerts/feed:acknowledge": {
    kind: "mutation",
    permission: "operator",
    args: ({ alertId }) => ({ alertId, note: "looked at it" }),
    takesId: false,
  },
  "alerts/feed:list": {
    kind: "query",
    permission: "operator",
    args: () => ({ isOpenOnly: true, ...page }),
    takesId: false,
  },
  "alerts/feed:open": {
    kind: "query",
    permission: "operator",
    args: none,
    takesId: false,
  },
  "alerts/report:month": {
    kind: "query",
    permission: "operator",
    args: () => ({ month: "2026-11" }),
    takesId: false,
  },
};
