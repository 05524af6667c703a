import { type Rows } from "./row";

export const analyticsRows: Rows = {
  "analytics/overview:series": {
    kind: "query",
    permission: "read",
    args: () => ({ days: 7 }),
    takesId: false,
  },
  "analytics/numbers:totals": {
    kind: "query",
    permission: "read",
    args: () => ({ days: 7 }),
    takesId: false,
  },
};
