import { none, type Rows } from "./row";

export const notificationsRows: Rows = {
  "notifications/feed:list": {
    kind: "query",
    permission: "read",
    args: none,
    takesId: false,
  },
  "notifications/feed:markAllRead": {
    kind: "mutation",
    permission: "reply",
    args: none,
    takesId: false,
  },
  "notifications/feed:markRead": {
    kind: "mutation",
    permission: "reply",
    args: ({ notificationId }) => ({ notificationId }),
    takesId: true,
  },
  "notifications/feed:unreadCount": {
    kind: "query",
    permission: "read",
    args: none,
    takesId: false,
  },
};
