import { type ErrorCode } from "../error-code";

export interface ErrorBody {
  error: {
    code: ErrorCode;
    message: string;
    requestId: string;
    /** Where a code has several; a constant as well. */
    reason?: string;
  };
}

const STATUS: Record<ErrorCode, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  VALIDATION_FAILED: 400,
  RATE_LIMITED: 429,
  INSUFFICIENT_CREDITS: 402,
  CONSENT_REQUIRED: 409,
  CONTACT_OPTED_OUT: 409,
  INSTANCE_NOT_CONNECTED: 409,
  SENDING_DISABLED: 409,
  CONTENT_BLOCKED: 422,
  PROVIDER_ERROR: 503,
  DUPLICATE: 409,
  CONFLICT: 409,
};

/** The JSON of a refused request; `message` is a constant, never an exception's. */
export function errorBody(
  code: ErrorCode,
  message: string,
  requestId: string,
  reason?: string,
): ErrorBody {
  return {
    error: {
      code,
      message,
      requestId,
      ...(reason === undefined ? {} : { reason }),
    },
  };
}

/** The HTTP status that goes with a contract code. */
export function errorStatus(code: ErrorCode): number {
  return STATUS[code];
}
