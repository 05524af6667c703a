import "server-only";
import { serverEnv } from "./env";

export interface Party {
  /** Who runs this installation; null while nobody said. */
  operator: string | null;
  /** The e-mail address for questions and reports. */
  contact: string | null;
}

/** Who stands behind this installation, as its environment says. */
export function currentParty(): Party {
  const { OPERATOR_NAME, CONTACT_EMAIL } = serverEnv();
  return { operator: OPERATOR_NAME ?? null, contact: CONTACT_EMAIL ?? null };
}
