import { none, type Rows } from "./row";

export const erasureRows: Rows = {
  "erasure/business:get": {
    kind: "query",
    permission: "read",
    args: none,
    takesId: false,
  },
  "erasure/business:request": {
    kind: "mutation",
    permission: "manage_tenant",
    args: () => ({ name: "Mine" }),
    takesId: false,
  },
  "erasure/business:restore": {
    kind: "mutation",
    permission: "manage_tenant",
    args: none,
    takesId: false,
  },
  "erasure/contacts:erase": {
    kind: "mutation",
    permission: "manage_tenant",
    args: ({ contactId }) => ({ contactId }),
    takesId: true,
  },
  "erasure/contacts:list": {
    kind: "query",
    permission: "manage_tenant",
    args: none,
    takesId: false,
  },
};
