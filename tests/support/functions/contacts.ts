import { none, page, type Rows } from "./row";

let serial = 0;

export const contactsRows: Rows = {
  "contacts/consent:get": {
    kind: "query",
    permission: "read",
    args: ({ contactId }) => ({ contactId }),
    takesId: true,
  },
  "contacts/consent:set": {
    kind: "mutation",
    permission: "manage_contacts",
    args: ({ contactId }) => ({ contactId, to: "opted_in", evidence: "form" }),
    takesId: true,
  },
  "contacts/directory:list": {
    kind: "query",
    permission: "read",
    args: () => page,
    takesId: false,
  },
  "contacts/directory:tags": {
    kind: "query",
    permission: "read",
    args: none,
    takesId: false,
  },
  "contacts/dossier:get": {
    kind: "query",
    permission: "export",
    args: ({ contactId }) => ({ contactId }),
    takesId: true,
  },
  "contacts/dossier:messages": {
    kind: "query",
    permission: "export",
    args: ({ conversationId }) => ({ conversationId, ...page }),
    takesId: true,
  },
  "contacts/dossier:record": {
    kind: "mutation",
    permission: "export",
    args: ({ contactId }) => ({ contactId }),
    takesId: true,
  },
  "contacts/duplicates:merge": {
    kind: "mutation",
    permission: "manage_contacts",
    args: ({ contactId, otherContactId }) => ({
      contactId,
      otherId: otherContactId,
    }),
    takesId: true,
  },
  "contacts/exports:page": {
    kind: "query",
    permission: "export",
    args: () => page,
    takesId: false,
  },
  "contacts/exports:record": {
    kind: "mutation",
    permission: "export",
    args: none,
    takesId: false,
  },
  "contacts/imports:add": {
    kind: "mutation",
    permission: "manage_contacts",
    args: ({ importId }) => ({ importId, from: 0, rows: [] }),
    takesId: true,
  },
  "contacts/imports:cancel": {
    kind: "mutation",
    permission: "manage_contacts",
    args: ({ importId }) => ({ importId }),
    takesId: true,
  },
  "contacts/imports:errors": {
    kind: "query",
    permission: "manage_contacts",
    args: ({ importId }) => ({ importId }),
    takesId: true,
  },
  "contacts/imports:list": {
    kind: "query",
    permission: "manage_contacts",
    args: none,
    takesId: false,
  },
  "contacts/imports:start": {
    kind: "mutation",
    permission: "manage_contacts",
    args: () => ({ fileName: "people.csv", total: 1 }),
    takesId: false,
  },
  "contacts/profile:changes": {
    kind: "query",
    permission: "read",
    args: ({ contactId }) => ({ contactId }),
    takesId: true,
  },
  "contacts/profile:create": {
    kind: "mutation",
    permission: "manage_contacts",
    args: () => {
      serial += 1;
      return {
        name: "New person",
        phone: `+2782${String(1_000_000 + serial)}`,
      };
    },
    takesId: false,
  },
  "contacts/profile:get": {
    kind: "query",
    permission: "read",
    args: ({ contactId }) => ({ contactId }),
    takesId: true,
  },
  "contacts/profile:update": {
    kind: "mutation",
    permission: "manage_contacts",
    args: ({ contactId }) => ({ contactId, patch: { stage: "customer" } }),
    takesId: true,
  },
};
