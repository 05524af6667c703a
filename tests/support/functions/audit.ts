import { none, page, type Rows } from "./row";

export const auditRows: Rows = {
  "audit/denials:notFound": {
    kind: "mutation",
    permission: null,
    anybody: "ok",
    // A report on a foreign id is answered like any other.
    args: ({ contactId }) => ({
      functionName: "contacts/profile:get",
      ids: [contactId],
    }),
    takesId: false,
  },
  "audit/denials:refused": {
    kind: "mutation",
    permission: null,
    anybody: "ok",
    args: () => ({
      functionName: "tenants/settings:update",
      permission: "manage_tenant",
    }),
    takesId: false,
  },
  "audit/platform:head": {
    kind: "query",
    permission: "operator",
    args: ({ tenantId }) => ({ tenantId }),
    takesId: false,
    nullable: ["tenantId"],
  },
  "audit/platform:list": {
    kind: "query",
    permission: "operator",
    args: () => page,
    takesId: false,
  },
  "audit/platform:recordExport": {
    kind: "mutation",
    permission: "operator",
    args: none,
    takesId: false,
  },
  "audit/platform:sealed": {
    kind: "query",
    permission: "operator",
    args: ({ tenantId }) => ({ tenantId, upTo: 10, ...page }),
    takesId: false,
    nullable: ["tenantId"],
  },
  "audit/sessions:begin": {
    kind: "mutation",
    permission: null,
    anybody: "ok",
    args: () => ({ sessionId: "sess_of_a_test" }),
    takesId: false,
  },
  "audit/trail:head": {
    kind: "query",
    permission: "manage_tenant",
    args: none,
    takesId: false,
  },
  "audit/trail:list": {
    kind: "query",
    permission: "manage_tenant",
    args: () => page,
    takesId: false,
  },
  "audit/trail:recordExport": {
    kind: "mutation",
    permission: "export",
    args: none,
    takesId: false,
  },
  "audit/trail:sealed": {
    kind: "query",
    permission: "manage_tenant",
    args: () => ({ upTo: 10, ...page }),
    takesId: false,
  },
};
