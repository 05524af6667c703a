import { alertsRows } from "./functions/alerts";
import { analyticsRows } from "./functions/analytics";
import { assistantRows } from "./functions/assistant";
import { auditRows } from "./functions/audit";
import { contactsRows } from "./functions/contacts";
import { conversationsRows } from "./functions/conversations";
import { creditsRows } from "./functions/credits";
import { erasureRows } from "./functions/erasure";
import { instancesRows } from "./functions/instances";
import { messagesRows } from "./functions/messages";
import { notificationsRows } from "./functions/notifications";
import { operatorsRows } from "./functions/operators";
import { paymentsRows } from "./functions/payments";
import { tenantsRows } from "./functions/tenants";
import { webhooksRows } from "./functions/webhooks";
import type { Rows } from "./functions/row";

/** Every public function. A function without a row here fails the first test. */
export const ROWS: Rows = {
  ...alertsRows,
  ...analyticsRows,
  ...assistantRows,
  ...auditRows,
  ...contactsRows,
  ...conversationsRows,
  ...creditsRows,
  ...erasureRows,
  ...instancesRows,
  ...messagesRows,
  ...notificationsRows,
  ...operatorsRows,
  ...paymentsRows,
  ...tenantsRows,
  ...webhooksRows,
};
