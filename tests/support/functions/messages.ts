import { type Rows } from "./row";

export const messagesRows: Rows = {
  "messages/media:locate": {
    kind: "query",
    permission: "read",
    args: ({ messageId }) => ({ messageId }),
    takesId: true,
  },
  "messages/outbound:retry": {
    kind: "mutation",
    permission: "reply",
    args: ({ messageId }) => ({ messageId }),
    takesId: true,
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
};
