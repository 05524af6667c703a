import common from "./en/common.json";
import shell from "./en/shell.json";
import marketing from "./en/marketing.json";
import legal from "./en/legal.json";
import auth from "./en/auth.json";
import overview from "./en/overview.json";
import inbox from "./en/inbox.json";
import instances from "./en/instances.json";
import assistant from "./en/assistant.json";
import contacts from "./en/contacts.json";
import credits from "./en/credits.json";
import audit from "./en/audit.json";
import payments from "./en/payments.json";
import settings from "./en/settings.json";
import operator from "./en/operator.json";
import webhooks from "./en/webhooks.json";
import onboarding from "./en/onboarding.json";
import errors from "./en/errors.json";

/** The English catalogue: one file per area of the product. */
export const en = {
  common,
  shell,
  marketing,
  legal,
  auth,
  overview,
  inbox,
  instances,
  assistant,
  contacts,
  credits,
  audit,
  payments,
  settings,
  operator,
  webhooks,
  onboarding,
  errors,
};

export type Catalogue = typeof en;
export type Area = keyof Catalogue;
