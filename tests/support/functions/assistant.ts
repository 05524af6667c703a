import { none, type Rows } from "./row";

export const assistantRows: Rows = {
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
  "assistant/ownKey:check": {
    kind: "mutation",
    permission: "manage_tenant",
    args: none,
    takesId: false,
  },
  "assistant/ownKey:get": {
    kind: "query",
    permission: "manage_tenant",
    args: none,
    takesId: false,
  },
  "assistant/ownKey:remove": {
    kind: "mutation",
    permission: "manage_tenant",
    args: none,
    takesId: false,
  },
  "assistant/ownKey:set": {
    kind: "mutation",
    permission: "manage_tenant",
    args: () => ({ apiKey: "a-key-of-a-business-1" }),
    takesId: false,
  },
  "assistant/profile:get": {
    kind: "query",
    permission: "read",
    args: none,
    takesId: false,
  },
  "assistant/knowledge:importMany": {
    kind: "mutation",
    permission: "manage_assistant",
    args: () => ({
      entries: [{ title: "Title", content: "Content" }],
      category: "",
    }),
    takesId: false,
  },
  "assistant/knowledge:move": {
    kind: "mutation",
    permission: "manage_assistant",
    args: ({ entryId }) => ({ entryId, to: "up" }),
    takesId: true,
  },
  "assistant/knowledge:recordPageRead": {
    kind: "mutation",
    permission: "manage_assistant",
    args: () => ({ host: "shop.example" }),
    takesId: false,
  },
  "assistant/knowledge:update": {
    kind: "mutation",
    permission: "manage_assistant",
    args: ({ entryId }) => ({ entryId, title: "Title" }),
    takesId: true,
  },
  "assistant/profile:set": {
    kind: "mutation",
    permission: "manage_assistant",
    args: () => ({ tone: "Friendly.", rules: [], awayEveryHours: 12 }),
    takesId: false,
  },
  "assistant/testChat:ask": {
    kind: "mutation",
    permission: "reply",
    args: () => ({ text: "When do you open?" }),
    takesId: false,
  },
  "assistant/testChat:clear": {
    kind: "mutation",
    permission: "reply",
    args: none,
    takesId: false,
  },
  "assistant/testChat:list": {
    kind: "query",
    permission: "read",
    args: none,
    takesId: false,
  },
  "assistant/usage:recent": {
    kind: "query",
    permission: "read",
    args: none,
    takesId: false,
  },
  "assistant/trace:get": {
    kind: "query",
    permission: "read",
    args: ({ messageId }) => ({ messageId }),
    takesId: true,
  },
};
