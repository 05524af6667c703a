import type { JSONValue, ValidatorJSON } from "convex/values";
import { type JSONObject, isObject, kindOf } from "./json";
import { printValidator, printValue } from "./print";

/**
 * Where and why a value was refused. The reason is put into words on demand:
 * a union tries its members, and most of their refusals are nobody's concern.
 */
export class Mismatch {
  readonly #describe: () => string;

  constructor(
    readonly path: string,
    describe: () => string,
  ) {
    this.#describe = describe;
  }

  get reason(): string {
    return this.#describe();
  }
}

/** Null when the value fits. `idTable` names the table an id belongs to. */
export type Check = (value: JSONValue, path: string) => Mismatch | null;

export type IdTable = (id: string) => string | null;

/** Compiles a validator once, so that checking costs no interpretation. */
export function compileValidator(json: ValidatorJSON, idTable: IdTable): Check {
  switch (json.type) {
    case "any":
      return () => null;
    case "null":
    case "number":
    case "bigint":
    case "boolean":
    case "string":
    case "bytes":
      return ofKind(json);
    case "commitTs":
      throw new Error("v.commitTs() is not supported by the local runtime");
    case "literal":
      return literal(json, json.value);
    case "id":
      return id(json, json.tableName, idTable);
    case "array":
      return array(json, compileValidator(json.value, idTable));
    case "record":
      return record(
        json,
        compileValidator(json.keys, idTable),
        compileValidator(json.values.fieldType, idTable),
      );
    case "union":
      return union(
        json,
        json.value.map((member) => compileValidator(member, idTable)),
      );
    case "object":
      return object(json, json.value, idTable);
  }
}

function mismatch(path: string, value: JSONValue, json: ValidatorJSON) {
  return new Mismatch(
    path,
    () =>
      `Value does not match validator.\n${path === "" ? "" : `Path: ${path}\n`}Value: ${printValue(value)}\nValidator: ${printValidator(json)}`,
  );
}

function ofKind(json: ValidatorJSON): Check {
  const wanted: string = json.type;
  return (value, path) =>
    kindOf(value) === wanted ? null : mismatch(path, value, json);
}

function literal(json: ValidatorJSON, expected: JSONValue): Check {
  const text = JSON.stringify(expected);
  const special = isObject(expected);
  return (value, path) =>
    value === expected || (special && JSON.stringify(value) === text)
      ? null
      : mismatch(path, value, json);
}

function id(json: ValidatorJSON, table: string, idTable: IdTable): Check {
  return (value, path) => {
    if (typeof value !== "string") return mismatch(path, value, json);
    const actual = idTable(value);
    if (actual === table) return null;
    if (actual === null) return mismatch(path, value, json);
    return new Mismatch(
      path,
      () =>
        `Found ID "${value}" from table \`${actual}\`, which does not match the table name in validator \`${printValidator(json)}\`.${path === "" ? "" : `\nPath: ${path}`}`,
    );
  };
}

function array(json: ValidatorJSON, element: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return mismatch(path, value, json);
    for (let i = 0; i < value.length; i += 1) {
      const found = element(value[i] ?? null, `${path}[${i}]`);
      if (found !== null) return found;
    }
    return null;
  };
}

function record(json: ValidatorJSON, keys: Check, values: Check): Check {
  return (value, path) => {
    if (!isObject(value) || kindOf(value) !== "object") {
      return mismatch(path, value, json);
    }
    for (const name in value) {
      const inner = value[name];
      if (inner === undefined) continue;
      const found =
        keys(name, `${path}.${name}`) ?? values(inner, `${path}.${name}`);
      if (found !== null) return found;
    }
    return null;
  };
}

type UnionJSON = Extract<ValidatorJSON, { type: "union" }>;

/** The values of a union of plain literals; null for any other union. */
function literalsOf(json: UnionJSON): Set<JSONValue> | null {
  const values = new Set<JSONValue>();
  for (const member of json.value) {
    if (member.type === "null") values.add(null);
    else if (member.type === "literal" && !isObject(member.value)) {
      values.add(member.value);
    } else return null;
  }
  return values;
}

function union(json: UnionJSON, members: Check[]): Check {
  const literals = literalsOf(json);
  if (literals !== null) {
    return (value, path) =>
      literals.has(value) ? null : mismatch(path, value, json);
  }
  return (value, path) => {
    for (const member of members) {
      if (member(value, path) === null) return null;
    }
    return mismatch(path, value, json);
  };
}

function object(
  json: ValidatorJSON,
  fields: Extract<ValidatorJSON, { type: "object" }>["value"],
  idTable: IdTable,
): Check {
  const known = new Map(
    Object.entries(fields).map(([name, field]) => [
      name,
      {
        check: compileValidator(field.fieldType, idTable),
        optional: field.optional,
      },
    ]),
  );
  return (value, path) => {
    if (!isObject(value) || kindOf(value) !== "object") {
      return mismatch(path, value, json);
    }
    for (const [name, field] of known) {
      const inner = Object.hasOwn(value, name) ? value[name] : undefined;
      if (inner === undefined) {
        if (!field.optional) return missing(json, value, path, name);
        continue;
      }
      const found = field.check(inner, `${path}.${name}`);
      if (found !== null) return found;
    }
    for (const name in value) {
      if (!known.has(name)) return extra(json, value, path, name);
    }
    return null;
  };
}

function missing(
  json: ValidatorJSON,
  value: JSONObject,
  path: string,
  name: string,
) {
  return new Mismatch(
    path,
    () =>
      `Object is missing the required field \`${name}\`. Consider wrapping the field validator in \`v.optional(...)\` if this is expected.\n${path === "" ? "" : `Path: ${path}\n`}\nObject: ${printValue(value)}\nValidator: ${printValidator(json)}`,
  );
}

function extra(
  json: ValidatorJSON,
  value: JSONObject,
  path: string,
  name: string,
) {
  return new Mismatch(
    path,
    () =>
      `Object contains extra field \`${name}\` that is not in the validator.\n${path === "" ? "" : `Path: ${path}\n`}\nObject: ${printValue(value)}\nValidator: ${printValidator(json)}`,
  );
}
