import "server-only";
import { type ErrorCode } from "../error-code";
import { errorBody, errorStatus } from "../http/error-body";
import { REQUEST_ID_HEADER } from "../http/request-headers";
import { type Verdict } from "./rate-limit";
import { reportRouteRefusal } from "./route-refusals";

/** A refusal in the error contract under this request id. */
export function refusal(
  requestId: string,
  code: ErrorCode,
  message: string,
  reason?: string,
): Response {
  return Response.json(errorBody(code, message, requestId, reason), {
    status: errorStatus(code),
    headers: { "Cache-Control": "no-store" },
  });
}

/** A route's refusal in the error contract, carrying the request id from middleware; reported. */
export function refuse(
  request: Request,
  code: ErrorCode,
  message: string,
  reason?: string,
): Response {
  reportRouteRefusal(request, code);
  const requestId = request.headers.get(REQUEST_ID_HEADER) ?? "";
  return refusal(requestId, code, message, reason);
}

/** What a caller over a limit is answered; null for everybody else. */
export function limitRefusal(
  verdict: Verdict,
  requestId: string,
): Response | null {
  if (verdict.kind === "allowed") return null;
  const answer =
    verdict.kind === "limited"
      ? refusal(requestId, "RATE_LIMITED", "Too many requests.")
      : refusal(
          requestId,
          "PROVIDER_ERROR",
          "The rate limit cannot be checked.",
        );
  for (const [name, value] of Object.entries(verdict.headers)) {
    answer.headers.set(name, value);
  }
  return answer;
}
