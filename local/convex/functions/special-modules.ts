import type { JSONValue, ValidatorJSON } from "convex/values";
import type { CronSpec } from "../types";
import type { SchemaSpec, TableSpec } from "../store/migrate";
import {
  type JSONObject,
  isObject,
  parseObject,
  stringOf,
} from "../values/json";

/** Reads the default export of `convex/schema`. Refuses by name what is not supported. */
export function readSchema(value: unknown): SchemaSpec {
  const exported = parseObject(
    exportOf(value, "convex/schema", "defineSchema()"),
  );
  const tables = Array.isArray(exported.tables) ? exported.tables : [];
  return {
    validated: exported.schemaValidation !== false,
    tables: tables.filter(isObject).map(readTable),
  };
}

const NOT_SUPPORTED: Record<string, string> = {
  vectorIndexes: "vector indexes",
  stagedDbIndexes: "staged indexes",
  stagedSearchIndexes: "staged search indexes",
  stagedVectorIndexes: "staged vector indexes",
};

function readTable(table: JSONObject): TableSpec {
  const name = stringOf(table.tableName);
  if (!/^[a-zA-Z][a-zA-Z0-9_]{0,63}$/.test(name)) {
    throw new Error(`Table names must be valid identifiers, got "${name}"`);
  }
  for (const [field, words] of Object.entries(NOT_SUPPORTED)) {
    if (listOf(table[field]).length > 0) {
      throw new Error(
        `Table "${name}": ${words} are not supported by the local runtime`,
      );
    }
  }
  return {
    name,
    documentType: (table.documentType ??
      null) as unknown as ValidatorJSON | null,
    indexes: listOf(table.indexes).map((index) => readIndex(name, index)),
    searches: listOf(table.searchIndexes).map((search) => ({
      name: stringOf(search.indexDescriptor),
      searchField: stringOf(search.searchField),
      filterFields: Array.isArray(search.filterFields)
        ? search.filterFields.map(stringOf)
        : [],
    })),
  };
}

function readIndex(table: string, index: JSONObject) {
  const name = stringOf(index.indexDescriptor);
  const fields = Array.isArray(index.fields) ? index.fields.map(stringOf) : [];
  if (!/^[a-zA-Z][a-zA-Z0-9_]{0,63}$/.test(name)) {
    throw new Error(`Index names must be valid identifiers, got "${name}"`);
  }
  if (name === "by_id" || name === "by_creation_time") {
    throw new Error(`Index name "${table}.${name}" is reserved`);
  }
  if (fields.length === 0 || fields.length > 16) {
    throw new Error(`Index "${table}.${name}" must have 1 to 16 fields`);
  }
  if (new Set(fields).size < fields.length) {
    throw new Error(`Index "${table}.${name}" names a field twice`);
  }
  return { name, fields };
}

export function readCrons(value: unknown): CronSpec[] {
  const exported = parseObject(exportOf(value, "convex/crons", "cronJobs()"));
  return Object.entries(exported).map(([name, cron]) => {
    if (!isObject(cron)) throw new Error(`Malformed cron "${name}"`);
    const args = Array.isArray(cron.args) ? cron.args[0] : undefined;
    return {
      name,
      path: stringOf(cron.name),
      args: args ?? {},
      schedule: cron.schedule ?? null,
    };
  });
}

export function readAuth(value: unknown): JSONValue {
  return parseObject(JSON.stringify(value ?? { providers: [] }));
}

function exportOf(value: unknown, module: string, maker: string): string {
  if (typeof value === "object" && value !== null && "export" in value) {
    const text: unknown = (value as { export(): unknown }).export();
    if (typeof text === "string") return text;
  }
  throw new Error(`The default export of \`${module}\` is not a ${maker}`);
}

function listOf(value: JSONValue | undefined): JSONObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
