import {
  type JSONValue,
  type Value,
  compareValues,
  jsonToConvex,
} from "convex/values";
import { type JSONObject, fieldAt, isObject, stringOf } from "../values/json";

type Operand = Value | undefined;
type Evaluate = (document: JSONObject) => Operand;

/** Compiles a serialized `q => …` filter expression. Throws on an unknown one. */
export function compileFilter(
  expression: JSONValue,
): (document: JSONObject) => boolean {
  const evaluate = compile(expression);
  return (document) => evaluate(document) === true;
}

function compile(expression: JSONValue | undefined): Evaluate {
  const entry = isObject(expression)
    ? Object.entries(expression)[0]
    : undefined;
  if (entry === undefined) throw new Error("Malformed filter expression");
  const [operator, operand] = entry;
  if (operator === "$literal") {
    const value = literal(operand);
    return () => value;
  }
  if (operator === "$field") return field(operand);
  const parts = (Array.isArray(operand) ? operand : [operand]).map(compile);
  const logic = LOGIC[operator];
  if (logic !== undefined) return (document) => logic(parts, document);
  const binary = BINARY[operator];
  if (binary === undefined) {
    throw new Error(`Unsupported filter operator '${operator}'`);
  }
  const [left, right] = parts;
  if (left === undefined) throw new Error("Malformed filter expression");
  return (document) => binary(left(document), right?.(document));
}

function literal(json: JSONValue): Operand {
  if (isObject(json) && "$undefined" in json) return undefined;
  return jsonToConvex(json);
}

function field(name: JSONValue): Evaluate {
  const path = stringOf(name).split(".");
  return (document) => {
    const value = fieldAt(document, path);
    return value === undefined ? undefined : jsonToConvex(value);
  };
}

const LOGIC: Record<
  string,
  (parts: Evaluate[], document: JSONObject) => boolean
> = {
  $and: (parts, document) => parts.every((part) => part(document) === true),
  $or: (parts, document) => parts.some((part) => part(document) === true),
  $not: (parts, document) => parts[0]?.(document) !== true,
};

const BINARY: Record<string, (a: Operand, b: Operand) => Operand> = {
  $eq: (a, b) => compareValues(a, b) === 0,
  $neq: (a, b) => compareValues(a, b) !== 0,
  $lt: (a, b) => compareValues(a, b) < 0,
  $lte: (a, b) => compareValues(a, b) <= 0,
  $gt: (a, b) => compareValues(a, b) > 0,
  $gte: (a, b) => compareValues(a, b) >= 0,
  $add: (a, b) =>
    arithmetic(
      a,
      b,
      (x, y) => x + y,
      (x, y) => x + y,
    ),
  $sub: (a, b) =>
    arithmetic(
      a,
      b,
      (x, y) => x - y,
      (x, y) => x - y,
    ),
  $mul: (a, b) =>
    arithmetic(
      a,
      b,
      (x, y) => x * y,
      (x, y) => x * y,
    ),
  $div: (a, b) =>
    arithmetic(
      a,
      b,
      (x, y) => x / y,
      (x, y) => x / y,
    ),
  $mod: (a, b) =>
    arithmetic(
      a,
      b,
      (x, y) => x % y,
      (x, y) => x % y,
    ),
  $neg: (a) => (typeof a === "bigint" || typeof a === "number" ? -a : refuse()),
};

function arithmetic(
  a: Operand,
  b: Operand,
  onNumbers: (x: number, y: number) => number,
  onBigints: (x: bigint, y: bigint) => bigint,
): Operand {
  if (typeof a === "number" && typeof b === "number") return onNumbers(a, b);
  if (typeof a === "bigint" && typeof b === "bigint") return onBigints(a, b);
  return refuse();
}

function refuse(): never {
  throw new Error("Arithmetic in a filter needs two numbers of the same type");
}
