import "server-only";
import { type ErrorCode } from "../errors";
import { errorBody, errorStatus } from "../http/error-body";
import { REQUEST_ID_HEADER } from "../http/request-headers";

/** A refusal in the error contract, carrying the request id from middleware. */
export function refuse(
  request: Request,
  code: ErrorCode,
  message: string,
): Response {
  const requestId = request.headers.get(REQUEST_ID_HEADER) ?? "";
  return Response.json(errorBody(code, message, requestId), {
    status: errorStatus(code),
    headers: { "Cache-Control": "no-store" },
  });
}
