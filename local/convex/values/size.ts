import type { JSONValue } from "convex/values";
import { type JSONObject, kindOf, payload } from "./json";

const MAX_NESTING = 64;
const MAX_FIELDS = 1024;
const MAX_ELEMENTS = 8192;

/** Bytes as Convex counts them: the sizes of `getConvexSize` of convex/values. */
export function sizeOf(value: JSONValue): number {
  return measure(value, 0, false);
}

/**
 * The size of a value that is about to be stored.
 * Throws by name when it is nested deeper than 64 levels, has an object of
 * more than 1024 fields or an array of more than 8192 elements.
 */
export function checkedSizeOf(value: JSONValue): number {
  return measure(value, 0, true);
}

function measure(value: JSONValue, depth: number, check: boolean): number {
  switch (kindOf(value)) {
    case "null":
    case "boolean":
      return 1;
    case "number":
    case "bigint":
      return 9;
    case "commitTs":
      throw new Error("db.vars.commitTs is not supported by the local runtime");
    case "string":
      return 2 + utf8Length(value as string);
    case "bytes":
      return 2 + base64Length(payload(value));
    case "array":
      return measureArray(value as JSONValue[], depth, check);
    case "object":
      return measureObject(value as JSONObject, depth, check);
  }
}

function measureArray(value: JSONValue[], depth: number, check: boolean) {
  if (check) {
    if (depth >= MAX_NESTING) throw tooNested();
    if (value.length > MAX_ELEMENTS) {
      throw new Error(
        `Array length is too long (${value.length} > maximum length ${MAX_ELEMENTS})`,
      );
    }
  }
  let size = 2;
  for (const element of value) size += measure(element, depth + 1, check);
  return size;
}

function measureObject(value: JSONObject, depth: number, check: boolean) {
  if (check && depth >= MAX_NESTING) throw tooNested();
  let size = 2;
  let fields = 0;
  for (const key in value) {
    const inner = value[key];
    if (inner === undefined) continue;
    fields += 1;
    if (check) checkFieldName(key, depth);
    size += utf8Length(key) + 1 + measure(inner, depth + 1, check);
  }
  if (check && fields > MAX_FIELDS) {
    throw new Error(
      `Object has too many fields (${fields} > maximum number ${MAX_FIELDS})`,
    );
  }
  return size;
}

function checkFieldName(name: string, depth: number) {
  if (name === "") throw new Error("Field name cannot be empty");
  const first = name.charCodeAt(0);
  if (first === 36) {
    throw new Error(
      `Field name '${name}' starts with '$', which is reserved for Convex system fields`,
    );
  }
  if (first === 95 && depth === 0) {
    throw new Error(
      `Field '${name}' starts with an underscore, which is only allowed for system fields like '_id'`,
    );
  }
}

function tooNested() {
  return new Error(
    `Value is nested too deeply (maximum nesting depth ${MAX_NESTING})`,
  );
}

function base64Length(text: string): number {
  return Buffer.byteLength(text, "base64");
}

function utf8Length(text: string): number {
  return Buffer.byteLength(text, "utf8");
}
