import { gunzipSync, inflateSync } from "node:zlib";

import { isRecord, type JsonRecord } from "../shared/json";

export interface EnvelopeItem {
  type: string;
  header: JsonRecord;
  /** Parsed where it is JSON, else null. */
  json: unknown;
  text: string;
}

export interface Envelope {
  header: JsonRecord;
  items: EnvelopeItem[];
}

const MAX_UNPACKED_BYTES = 20 * 1024 * 1024;

/** Undoes the Content-Encoding; throws on one that is unknown or too large. */
export function unpack(body: Buffer, encoding: string | undefined): Buffer {
  const limit = { maxOutputLength: MAX_UNPACKED_BYTES };
  switch (encoding) {
    case undefined:
    case "identity":
      return body;
    case "gzip":
      return gunzipSync(body, limit);
    case "deflate":
      return inflateSync(body, limit);
    default:
      throw new Error(`unknown content encoding ${encoding}`);
  }
}

function parseRecord(line: Buffer): JsonRecord {
  const value: unknown = JSON.parse(line.toString("utf8"));
  if (!isRecord(value)) throw new Error("a header is no JSON object");
  return value;
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Parses an envelope as https://develop.sentry.dev/sdk/data-model/envelopes/ describes it; throws when it is none. */
export function parseEnvelope(bytes: Buffer): Envelope {
  let offset = 0;
  const takeLine = (): Buffer => {
    const end = bytes.indexOf(0x0a, offset);
    const stop = end < 0 ? bytes.length : end;
    const line = bytes.subarray(offset, stop);
    offset = stop + 1;
    return line;
  };
  const header = parseRecord(takeLine());
  const items: EnvelopeItem[] = [];
  while (offset < bytes.length) {
    const line = takeLine();
    if (line.length === 0) continue;
    const itemHeader = parseRecord(line);
    const { length } = itemHeader;
    let payload: Buffer;
    if (typeof length === "number") {
      payload = bytes.subarray(offset, offset + length);
      if (payload.length !== length) throw new Error("an item is cut short");
      offset += length + 1;
    } else {
      payload = takeLine();
    }
    const text = payload.toString("utf8");
    items.push({
      type: typeof itemHeader["type"] === "string" ? itemHeader["type"] : "",
      header: itemHeader,
      json: jsonOrNull(text),
      text,
    });
  }
  return { header, items };
}
