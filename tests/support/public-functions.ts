import { analyticsRows } from "./functions/analytics";
import { assistantRows } from "./functions/assistant";
import { contactsRows } from "./functions/contacts";
import { conversationsRows } from "./functions/conversations";
import { creditsRows } from "./functions/credits";
import { instancesRows } from "./functions/instances";
import { messagesRows } from "./functions/messages";
import { notificationsRows } from "./functions/notifications";
import { operatorsRows } from "./functions/operators";
import { tenantsRows } from "./functions/tenants";
import type { Rows } from "./functions/row";

/** Every public function. A function without a row here fails the first test. */
export const ROWS: Rows = {
  ...analyticsRows,
  ...assistantRows,
  ...contactsRows,
  ...conversationsRows,
  ...creditsRows,
  ...instancesRows,
  ...messagesRows,
  ...notificationsRows,
  ...operatorsRows,
  ...tenantsRows,
};
