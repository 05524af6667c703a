import type { JSONValue } from "convex/values";
import { type JSONObject, kindOf, payload } from "../values/json";

/**
 * Index keys whose byte order is the order of Convex values:
 * undefined < null < bigint < number < boolean < string < bytes < array < object.
 * A value ends in a byte below every tag, so a shorter sequence sorts first.
 */
const TAG = {
  end: 0x00,
  undefined: 0x01,
  null: 0x02,
  bigint: 0x03,
  number: 0x04,
  false: 0x05,
  true: 0x06,
  string: 0x07,
  bytes: 0x08,
  array: 0x09,
  object: 0x0a,
} as const;

/** Above every tag: `key + AFTER` is the first key past all that start with `key`. */
const AFTER = 0xff;
const ESCAPE = 0xff;

export type Key = Buffer;

let scratch = Buffer.alloc(1024);
let length = 0;

/** The key of a tuple of values, undefined meaning a missing field. */
export function encodeKey(values: readonly (JSONValue | undefined)[]): Key {
  length = 0;
  for (const value of values) put(value);
  return Buffer.from(scratch.subarray(0, length));
}

/** The first key greater than every key starting with `key`. */
export function afterPrefix(key: Key): Key {
  const out = Buffer.allocUnsafe(key.length + 1);
  key.copy(out);
  out[key.length] = AFTER;
  return out;
}

export const LOWEST_KEY: Key = Buffer.alloc(0);
export const HIGHEST_KEY: Key = Buffer.from([AFTER, AFTER]);

function reserve(bytes: number) {
  if (length + bytes <= scratch.length) return;
  const grown = Buffer.alloc(Math.max(scratch.length * 2, length + bytes));
  scratch.copy(grown, 0, 0, length);
  scratch = grown;
}

function byte(value: number) {
  reserve(1);
  scratch[length] = value;
  length += 1;
}

function put(value: JSONValue | undefined) {
  if (value === undefined) {
    byte(TAG.undefined);
    return;
  }
  switch (kindOf(value)) {
    case "null":
      byte(TAG.null);
      break;
    case "bigint":
      putInteger(payload(value));
      break;
    case "commitTs":
      throw new Error("db.vars.commitTs is not supported by the local runtime");
    case "number":
      putNumber(
        typeof value === "number" ? value : decodeFloat(payload(value)),
      );
      break;
    case "boolean":
      byte(value === true ? TAG.true : TAG.false);
      break;
    case "string":
      byte(TAG.string);
      putString(value as string);
      break;
    case "bytes":
      byte(TAG.bytes);
      putEscaped(Buffer.from(payload(value), "base64"));
      break;
    case "array":
      byte(TAG.array);
      for (const element of value as JSONValue[]) put(element);
      byte(TAG.end);
      break;
    case "object":
      putObject(value as JSONObject);
  }
}

function putObject(value: JSONObject) {
  byte(TAG.object);
  for (const name of Object.keys(value).sort()) {
    byte(TAG.string);
    putString(name);
    put(value[name]);
  }
  byte(TAG.end);
}

function putInteger(base64: string) {
  const bytes = Buffer.from(base64, "base64");
  byte(TAG.bigint);
  reserve(8);
  for (let i = 7; i >= 0; i -= 1) {
    const digit = bytes[i] ?? 0;
    scratch[length] = i === 7 ? digit ^ 0x80 : digit;
    length += 1;
  }
}

function putNumber(value: number) {
  byte(TAG.number);
  reserve(8);
  const start = length;
  scratch.writeDoubleBE(value, start);
  const first = scratch[start] ?? 0;
  if (first & 0x80) {
    for (let i = start; i < start + 8; i += 1) {
      scratch[i] = ~(scratch[i] ?? 0) & 0xff;
    }
  } else {
    scratch[start] = first | 0x80;
  }
  length += 8;
}

function putString(text: string) {
  reserve(text.length * 3 + 1);
  const written = scratch.write(text, length, "utf8");
  const bytes = scratch.subarray(length, length + written);
  if (bytes.includes(TAG.end)) {
    putEscaped(Buffer.from(bytes));
    return;
  }
  length += written;
  byte(TAG.end);
}

function putEscaped(bytes: Buffer) {
  reserve(bytes.length * 2 + 1);
  for (const value of bytes) {
    byte(value);
    if (value === TAG.end) byte(ESCAPE);
  }
  byte(TAG.end);
}

export function decodeFloat(base64: string): number {
  return Buffer.from(base64, "base64").readDoubleLE(0);
}
