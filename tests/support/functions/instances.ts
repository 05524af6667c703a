import { none, page, type Rows } from "./row";

export const instancesRows: Rows = {
  "instances/numbers:confirm": {
    kind: "mutation",
    permission: "manage_numbers",
    args: ({ instanceId }) => ({ instanceId }),
    takesId: true,
  },
  "instances/numbers:list": {
    kind: "query",
    permission: "read",
    args: none,
    takesId: false,
  },
  "instances/numbers:update": {
    kind: "mutation",
    permission: "manage_numbers",
    args: ({ instanceId }) => ({ instanceId, aiEnabled: false }),
    takesId: true,
  },
  "instances/fleet:backfill": {
    kind: "mutation",
    permission: "operator",
    args: ({ instanceId }) => ({
      instanceId,
      hours: 1,
      reason: "a good reason",
    }),
    takesId: false,
  },
  "instances/fleet:list": {
    kind: "query",
    permission: "operator",
    args: () => page,
    takesId: false,
  },
  "instances/fleet:restart": {
    kind: "mutation",
    permission: "operator",
    args: ({ instanceId }) => ({ instanceId, reason: "a good reason" }),
    takesId: false,
  },
  "instances/pairing:get": {
    kind: "query",
    permission: "manage_numbers",
    args: ({ instanceId }) => ({ instanceId }),
    takesId: true,
  },
  "instances/pairing:refresh": {
    kind: "mutation",
    permission: "manage_numbers",
    args: ({ instanceId }) => ({ instanceId }),
    takesId: true,
  },
  "instances/sessions:create": {
    kind: "mutation",
    permission: "manage_numbers",
    args: () => ({ label: "Another" }),
    takesId: false,
  },
  "instances/sessions:logout": {
    kind: "mutation",
    permission: "manage_numbers",
    args: ({ instanceId }) => ({ instanceId }),
    takesId: true,
  },
  "instances/sessions:reconnect": {
    kind: "mutation",
    permission: "manage_numbers",
    args: ({ instanceId }) => ({ instanceId }),
    takesId: true,
  },
  "instances/sessions:remove": {
    kind: "mutation",
    permission: "manage_numbers",
    args: ({ instanceId }) => ({ instanceId }),
    takesId: true,
  },
  "instances/sessions:requestCode": {
    kind: "mutation",
    permission: "manage_numbers",
    args: ({ instanceId }) => ({ instanceId, phone: "+27821234567" }),
    takesId: true,
  },
};
