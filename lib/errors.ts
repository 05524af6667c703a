import { ConvexError, type Value } from "convex/values";
import { type ErrorCode } from "./error-code";

// A type alias, because an interface is not assignable to Convex's `Value`.
export type AppErrorData = {
  code: ErrorCode;
  message: string;
  details?: Record<string, Value>;
};

/** Builds the only error type that crosses the Convex boundary readable. */
export function appError(
  code: ErrorCode,
  message: string,
  details?: Record<string, Value>,
): ConvexError<AppErrorData> {
  return new ConvexError(
    details === undefined ? { code, message } : { code, message, details },
  );
}
