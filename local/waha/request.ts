import { readBody, type Exchange } from "../shared/http";
import { asRecord, type JsonRecord } from "../shared/json";
import { HttpError } from "../shared/http";
import { badRequest } from "./errors";
import type { z } from "zod";

const MAX_JSON_BYTES = 1024 * 1024;
export const MAX_MEDIA_JSON_BYTES = 32 * 1024 * 1024;

/** The JSON object of a request; anything else is Nest's 400. */
export async function readJson(
  exchange: Exchange,
  maxBytes: number = MAX_JSON_BYTES,
): Promise<JsonRecord> {
  const bytes = await readBody(exchange.request, maxBytes);
  if (bytes.length === 0) return {};
  try {
    return asRecord(JSON.parse(bytes.toString("utf8")));
  } catch (error) {
    throw new HttpError(400, {
      message: error instanceof Error ? error.message : "Invalid JSON",
      error: "Bad Request",
      statusCode: 400,
    });
  }
}

/** Parses by schema; issues become the message list of WAHA's 400. */
export function parseOr400<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw badRequest(
    result.error.issues.map(
      (issue) => `${issue.path.join(".")} ${issue.message}`,
    ),
  );
}

export function param(exchange: Exchange, name: string): string {
  return exchange.params[name] ?? "";
}
