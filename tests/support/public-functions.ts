import type { Id } from "../../convex/_generated/dataModel";
import type { Permission } from "../../lib/tenants/roles";

export type Ids = {
  tenantId: Id<"tenants">;
  instanceId: Id<"instances">;
  conversationId: Id<"conversations">;
  contactId: Id<"contacts">;
  entryId: Id<"knowledgeEntries">;
};

export type Row = {
  kind: "query" | "mutation";
  /** Null: any signed-in person. */
  permission: Permission | "operator" | null;
  args: (ids: Ids) => Record<string, unknown>;
  /** Whether an argument names a row that belongs to a tenant. */
  takesId: boolean;
};

const page = { paginationOpts: { numItems: 10, cursor: null } };
const none = () => ({});

/** Every public function. A function without a row here fails the first test. */
export const ROWS: Record<string, Row> = {
  "assistant/knowledge:add": {
    kind: "mutation",
    permission: "manage_assistant",
    args: () => ({ title: "Title", content: "Content" }),
    takesId: false,
  },
  "assistant/knowledge:list": {
    kind: "query",
    permission: "read",
    args: none,
    takesId: false,
  },
  "assistant/knowledge:remove": {
    kind: "mutation",
    permission: "manage_assistant",
    args: ({ entryId }) => ({ entryId }),
    takesId: true,
  },
  "assistant/profile:get": {
    kind: "query",
    permission: "read",
    args: none,
    takesId: false,
  },
  "assistant/profile:set": {
    kind: "mutation",
    permission: "manage_assistant",
    args: () => ({
      description: "",
      tone: "",
      language: null,
      rules: [],
      customPrompt: null,
      handoffWords: [],
      handoffNotice: null,
      allowedLinkHosts: [],
    }),
    takesId: false,
  },
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
  "conversations/handoff:resolve": {
    kind: "mutation",
    permission: "reply",
    args: ({ conversationId }) => ({ conversationId }),
    takesId: true,
  },
  "conversations/handoff:take": {
    kind: "mutation",
    permission: "reply",
    args: ({ conversationId }) => ({ conversationId }),
    takesId: true,
  },
  "conversations/inbox:list": {
    kind: "query",
    permission: "read",
    args: () => page,
    takesId: false,
  },
  "conversations/thread:list": {
    kind: "query",
    permission: "read",
    args: ({ conversationId }) => ({ conversationId, ...page }),
    takesId: true,
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
      credits: 1,
      reason: "a good reason",
      idempotencyKey: "isolation",
    }),
    takesId: false,
  },
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
  "messages/outbound:write": {
    kind: "mutation",
    permission: "reply",
    args: ({ conversationId }) => ({
      conversationId,
      text: "hello",
      idempotencyKey: `isolation-${conversationId}`,
    }),
    takesId: true,
  },
  "operators/sending:allow": {
    kind: "mutation",
    permission: "operator",
    args: () => ({ reason: "over" }),
    takesId: false,
  },
  "operators/sending:stop": {
    kind: "mutation",
    permission: "operator",
    args: () => ({ reason: "incident" }),
    takesId: false,
  },
  "tenants/settings:current": {
    kind: "query",
    permission: "read",
    args: none,
    takesId: false,
  },
  "tenants/settings:update": {
    kind: "mutation",
    permission: "manage_tenant",
    args: () => ({ quietWindowMs: 0 }),
    takesId: false,
  },
  "tenants/switch:activate": {
    kind: "mutation",
    permission: null,
    args: ({ tenantId }) => ({ tenantId }),
    takesId: true,
  },
};
