import {
  type JSONValue,
  type ValidatorJSON,
  jsonToConvex,
} from "convex/values";
import { inspect } from "node:util";

const MAX_PRINTED = 4096;

/** A value for an error message, cut at 4096 characters. */
export function printValue(value: JSONValue): string {
  const text = inspect(toPlain(value), {
    depth: 8,
    breakLength: Infinity,
    maxStringLength: 512,
  });
  return text.length > MAX_PRINTED ? `${text.slice(0, MAX_PRINTED)}…` : text;
}

function toPlain(value: JSONValue): unknown {
  try {
    return jsonToConvex(value);
  } catch {
    return value;
  }
}

/** The validator as it is written in source: `v.object({…})`. */
export function printValidator(json: ValidatorJSON): string {
  switch (json.type) {
    case "number":
      return "v.float64()";
    case "bigint":
      return "v.int64()";
    case "literal":
      return `v.literal(${printValue(json.value)})`;
    case "id":
      return `v.id(${JSON.stringify(json.tableName)})`;
    case "array":
      return `v.array(${printValidator(json.value)})`;
    case "record":
      return `v.record(${printValidator(json.keys)}, ${printValidator(json.values.fieldType)})`;
    case "union":
      return `v.union(${json.value.map(printValidator).join(", ")})`;
    case "object":
      return `v.object({${Object.entries(json.value)
        .map(([name, field]) => {
          const inner = printValidator(field.fieldType);
          return `${name}: ${field.optional ? `v.optional(${inner})` : inner}`;
        })
        .join(", ")}})`;
    default:
      return `v.${json.type}()`;
  }
}
