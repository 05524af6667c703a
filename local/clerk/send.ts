import type { ServerResponse } from "node:http";
import { HttpError, sendBytes, type Exchange } from "../shared/http";

/** JSON as Clerk labels it: its SDK reads no answer that names a charset. */
export function sendClerkJson(
  response: ServerResponse,
  status: number,
  body: unknown,
): void {
  sendBytes(response, status, "application/json", JSON.stringify(body));
}

/** Runs a route and answers its refusal; every other failure stays one. */
export async function answering(
  exchange: Exchange,
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    sendClerkJson(exchange.response, error.status, error.body);
  }
}
