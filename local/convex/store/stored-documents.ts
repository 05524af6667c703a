import type { SchemaChecks } from "../engine/schema-checks";
import { parseObject } from "../values/json";
import type { Catalog, TableDef } from "./catalog";
import { type Connection, asText } from "./connection";
import { storedId, userFields } from "./documents";
import { scanTable } from "./fill";

/**
 * Holds every document against a validator that is new to its table.
 * Throws naming the first that does not fit.
 */
export function checkStoredDocuments(
  db: Connection,
  catalog: Catalog,
  checks: SchemaChecks,
) {
  for (const table of catalog.tables()) {
    const spec = checks.validated ? JSON.stringify(table.documentType) : "";
    const row = db.get("SELECT spec FROM tables WHERE number=?", table.number);
    if (row === undefined || asText(row[0]) === spec) continue;
    checkTable(db, table, checks);
    db.run("UPDATE tables SET spec=? WHERE number=?", spec, table.number);
  }
}

/** Holds every document of the named tables against the schema. Throws likewise. */
export function checkDocuments(
  db: Connection,
  catalog: Catalog,
  checks: SchemaChecks,
  names: ReadonlySet<string>,
) {
  for (const table of catalog.tables()) {
    if (names.has(table.name)) checkTable(db, table, checks);
  }
}

function checkTable(db: Connection, table: TableDef, checks: SchemaChecks) {
  if (!checks.covers(table)) return;
  for (const { text } of scanTable(db, table.number)) {
    const reason = checks.mismatch(table, userFields(parseObject(text)));
    if (reason === null) continue;
    throw new Error(
      `Document with ID "${storedId(text)}" in table "${table.name}" does not match the schema: ${reason}`,
    );
  }
}
