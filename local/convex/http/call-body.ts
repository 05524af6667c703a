import type { JSONValue } from "convex/values";

import { isRecord } from "../../shared/json";
import { decodeTs } from "../timestamps";
import { canonicalPath } from "../udf-path";
import { ApiError } from "./respond";

const FORMATS = new Set<unknown>(["convex_encoded_json", "json", undefined]);

export type CallBody = { path: string; args: JSONValue; ts: bigint | null };

function badRequest(message: string): ApiError {
  return new ApiError(400, "BadRequest", message);
}

function notSupported(what: string): ApiError {
  return new ApiError(
    501,
    "NotSupported",
    `${what} not supported by the local runtime.`,
  );
}

/** The one arguments object, whether it comes alone or in the array of the wire. */
function argumentsOf(value: unknown): JSONValue {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  const only = list[0] ?? {};
  if (isRecord(only) && list.length < 2) return only as JSONValue;
  throw badRequest('"args" must be one object, alone or in an array.');
}

/** Throws ApiError 400 for what is no call, 501 for what is not supported. */
export function parseCallBody(bytes: Buffer): CallBody {
  let body: unknown;
  try {
    body = JSON.parse(bytes.toString("utf8"));
  } catch {
    throw badRequest("The request body is not JSON.");
  }
  if (!isRecord(body) || typeof body["path"] !== "string") {
    throw badRequest('The request body needs a "path".');
  }
  const { componentPath, format, ts } = body;
  if (typeof componentPath === "string" && componentPath !== "") {
    throw notSupported("Components are");
  }
  if (!FORMATS.has(format))
    throw notSupported(`The format ${String(format)} is`);
  return {
    path: canonicalPath(body["path"]),
    args: argumentsOf(body["args"]),
    ts: typeof ts === "string" ? decodeTs(ts) : null,
  };
}
