import type { JSONValue } from "convex/values";

export type JSONObject = { [key: string]: JSONValue };

/** The Convex type of a value in its JSON encoding. */
export type ValueKind =
  | "null"
  | "bigint"
  | "number"
  | "boolean"
  | "string"
  | "bytes"
  | "array"
  | "object"
  | "commitTs";

const SPECIAL = new Map<string, ValueKind>([
  ["$integer", "bigint"],
  ["$float", "number"],
  ["$bytes", "bytes"],
  ["$commitTs", "commitTs"],
]);

export function kindOf(value: JSONValue): ValueKind {
  if (value === null) return "null";
  switch (typeof value) {
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    case "string":
      return "string";
    default:
      return Array.isArray(value) ? "array" : objectKind(value);
  }
}

function objectKind(value: JSONObject): ValueKind {
  let only: string | undefined;
  for (const key in value) {
    if (only !== undefined) return "object";
    only = key;
  }
  if (only === undefined || only.charCodeAt(0) !== 36) return "object";
  return SPECIAL.get(only) ?? "object";
}

export function isObject(value: JSONValue | undefined): value is JSONObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The payload of `{ $integer: "…" }` and its siblings. */
export function payload(value: JSONValue): string {
  if (isObject(value)) {
    for (const key in value) {
      const inner = value[key];
      if (typeof inner === "string") return inner;
    }
  }
  return "";
}

/** Reads `a.b.c`; undefined when a step is missing or not an object. */
export function fieldAt(
  document: JSONValue,
  path: readonly string[],
): JSONValue | undefined {
  let current: JSONValue | undefined = document;
  for (const part of path) {
    if (!isObject(current) || kindOf(current) !== "object") return undefined;
    current = Object.hasOwn(current, part) ? current[part] : undefined;
  }
  return current;
}

export function parseJson(text: string): JSONValue {
  return JSON.parse(text) as JSONValue;
}

export function parseObject(text: string): JSONObject {
  const value = parseJson(text);
  if (!isObject(value)) throw new Error("Expected a JSON object");
  return value;
}

export function stringOf(value: JSONValue | undefined): string {
  return typeof value === "string" ? value : "";
}

/** A number, special ones included; null for any other value. */
export function decodedNumber(value: JSONValue | undefined): number | null {
  if (typeof value === "number") return value;
  if (isObject(value) && typeof value.$float === "string") {
    return Buffer.from(value.$float, "base64").readDoubleLE(0);
  }
  return null;
}
