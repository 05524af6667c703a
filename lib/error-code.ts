/** The public error contract: clients switch on these, never on text. */
export const ERROR_CODES = [
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "NOT_FOUND",
  "VALIDATION_FAILED",
  "RATE_LIMITED",
  "INSUFFICIENT_CREDITS",
  "CONSENT_REQUIRED",
  "CONTACT_OPTED_OUT",
  "INSTANCE_NOT_CONNECTED",
  "SENDING_DISABLED",
  "CONTENT_BLOCKED",
  "PROVIDER_ERROR",
  "DUPLICATE",
  "CONFLICT",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * The contract code carried by anything shaped like `{ data: { code } }`, also
 * when `data` arrived as JSON text; null when it is not one of ours.
 */
export function errorCode(error: unknown): ErrorCode | null {
  const data = parseData(property(error, "data"));
  const code = property(data, "code");
  return ERROR_CODES.find((known) => known === code) ?? null;
}

/** The `reason` of an error's details, where one code has several; null otherwise. */
export function errorReason(error: unknown): string | null {
  return errorDetail(error, "reason");
}

/** A text among an error's details; null when it has none of this name. */
export function errorDetail(error: unknown, name: string): string | null {
  const details = property(parseData(property(error, "data")), "details");
  const detail = property(details, name);
  return typeof detail === "string" ? detail : null;
}

function parseData(data: unknown): unknown {
  if (typeof data !== "string") return data;
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

function property(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}
