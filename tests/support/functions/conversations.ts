import { none, page, type Rows } from "./row";

export const conversationsRows: Rows = {
  "conversations/assignment:candidates": {
    kind: "query",
    permission: "read",
    args: none,
    takesId: false,
  },
  "conversations/assignment:set": {
    kind: "mutation",
    permission: "reply",
    args: ({ conversationId, membershipId }) => ({
      conversationId,
      memberId: membershipId,
    }),
    takesId: true,
    nullable: ["memberId"],
  },
  "conversations/cannedReplies:create": {
    kind: "mutation",
    permission: "manage_tenant",
    args: ({ replyId }) => ({
      shortcut: replyId
        .toLowerCase()
        .replace(/[^a-z0-9]/g, "")
        .slice(-20),
      title: "Hours",
      body: "Open from 8.",
    }),
    takesId: false,
  },
  "conversations/cannedReplies:list": {
    kind: "query",
    permission: "read",
    args: none,
    takesId: false,
  },
  "conversations/cannedReplies:remove": {
    kind: "mutation",
    permission: "manage_tenant",
    args: ({ replyId }) => ({ replyId }),
    takesId: true,
  },
  "conversations/cannedReplies:update": {
    kind: "mutation",
    permission: "manage_tenant",
    args: ({ replyId }) => ({
      replyId,
      shortcut: replyId
        .toLowerCase()
        .replace(/[^a-z0-9]/g, "")
        .slice(-20),
      title: "Hours",
      body: "Open from 8.",
    }),
    takesId: true,
  },
  "conversations/composer:get": {
    kind: "query",
    permission: "read",
    args: ({ conversationId }) => ({ conversationId }),
    takesId: true,
  },
  "conversations/counts:attention": {
    kind: "query",
    permission: "read",
    args: none,
    takesId: false,
  },
  "conversations/counts:get": {
    kind: "query",
    permission: "read",
    args: none,
    takesId: false,
  },
  "conversations/handoff:extend": {
    kind: "mutation",
    permission: "reply",
    args: ({ conversationId }) => ({ conversationId }),
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
    args: ({ labelId }) => ({ filter: "label", labelId, ...page }),
    takesId: true,
    nullable: ["labelId"],
  },
  "conversations/inbox:markRead": {
    kind: "mutation",
    permission: "reply",
    args: ({ conversationId }) => ({ conversationId }),
    takesId: true,
  },
  "conversations/inbox:markUnread": {
    kind: "mutation",
    permission: "reply",
    args: ({ conversationId }) => ({ conversationId }),
    takesId: true,
  },
  "conversations/labels:create": {
    kind: "mutation",
    permission: "manage_tenant",
    args: ({ labelId }) => ({
      name: `Own ${labelId}`.slice(0, 40),
      color: "red",
    }),
    takesId: false,
  },
  "conversations/labels:list": {
    kind: "query",
    permission: "read",
    args: none,
    takesId: false,
  },
  "conversations/labels:remove": {
    kind: "mutation",
    permission: "manage_tenant",
    args: ({ labelId }) => ({ labelId }),
    takesId: true,
  },
  "conversations/labels:set": {
    kind: "mutation",
    permission: "reply",
    args: ({ conversationId, labelId }) => ({
      conversationId,
      labelIds: [labelId],
    }),
    takesId: true,
  },
  "conversations/labels:update": {
    kind: "mutation",
    permission: "manage_tenant",
    args: ({ labelId }) => ({
      labelId,
      name: `New ${labelId}`.slice(0, 40),
      color: "red",
    }),
    takesId: true,
  },
  "conversations/notes:add": {
    kind: "mutation",
    permission: "reply",
    args: ({ conversationId }) => ({ conversationId, text: "A note." }),
    takesId: true,
  },
  "conversations/notes:edit": {
    kind: "mutation",
    permission: "reply",
    args: ({ noteId }) => ({ noteId, text: "Better." }),
    takesId: true,
  },
  "conversations/notes:list": {
    kind: "query",
    permission: "read",
    args: ({ conversationId }) => ({ conversationId }),
    takesId: true,
  },
  "conversations/notes:remove": {
    kind: "mutation",
    permission: "reply",
    args: ({ noteId }) => ({ noteId }),
    takesId: true,
  },
  "conversations/panel:get": {
    kind: "query",
    permission: "read",
    args: ({ conversationId }) => ({ conversationId }),
    takesId: true,
  },
  "conversations/presence:beat": {
    kind: "mutation",
    permission: "read",
    args: ({ conversationId }) => ({ conversationId, isTyping: false }),
    takesId: true,
  },
  "conversations/presence:claim": {
    kind: "mutation",
    permission: "reply",
    args: ({ conversationId }) => ({ conversationId }),
    takesId: true,
  },
  "conversations/presence:leave": {
    kind: "mutation",
    permission: "read",
    args: ({ conversationId }) => ({ conversationId }),
    takesId: true,
  },
  "conversations/presence:list": {
    kind: "query",
    permission: "read",
    args: ({ conversationId }) => ({ conversationId }),
    takesId: true,
  },
  "conversations/presence:release": {
    kind: "mutation",
    permission: "reply",
    args: ({ conversationId }) => ({ conversationId }),
    takesId: true,
  },
  "conversations/search:find": {
    kind: "query",
    permission: "read",
    args: () => ({ text: "open" }),
    takesId: false,
  },
  "conversations/status:close": {
    kind: "mutation",
    permission: "reply",
    args: ({ conversationId }) => ({ conversationId }),
    takesId: true,
  },
  "conversations/status:reopen": {
    kind: "mutation",
    permission: "reply",
    args: ({ conversationId }) => ({ conversationId }),
    takesId: true,
  },
  "conversations/status:snooze": {
    kind: "mutation",
    permission: "reply",
    args: ({ conversationId }) => ({
      conversationId,
      until: Date.now() + 3_600_000,
    }),
    takesId: true,
  },
  "conversations/thread:get": {
    kind: "query",
    permission: "read",
    args: ({ conversationId }) => ({ conversationId }),
    takesId: true,
  },
  "conversations/thread:list": {
    kind: "query",
    permission: "read",
    args: ({ conversationId }) => ({ conversationId, ...page }),
    takesId: true,
  },
  "conversations/typing:get": {
    kind: "query",
    permission: "read",
    args: ({ conversationId }) => ({ conversationId }),
    takesId: true,
  },
};
