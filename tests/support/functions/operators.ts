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

export const operatorsRows: Rows = {
  "operators/access:current": ofTenant("query"),
  "operators/access:leave": ofTenant("mutation"),
  "operators/access:open": ofTenant("mutation", { reason: "a good reason" }),
  "operators/directory:list": everywhere("query", { search: "", ...page }),
  "operators/sending:allow": everywhere("mutation", { reason: "over" }),
  "operators/sending:state": everywhere("query"),
  "operators/sending:stop": everywhere("mutation", { reason: "incident" }),
  "operators/suspension:reactivate": ofTenant("mutation", { reason: "paid" }),
  "operators/suspension:suspend": ofTenant("mutation", { reason: "abuse" }),
  "operators/tenant:get": ofTenant("query"),
  "operators/tenant:statement": ofTenant("query", page),
};
