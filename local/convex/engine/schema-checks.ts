import type { TableDef } from "../store/catalog";
import type { JSONObject } from "../values/json";
import {
  type Check,
  type IdTable,
  compileValidator,
} from "../values/validator";

/** The document validators of one schema, compiled at first use. */
export class SchemaChecks {
  readonly #checks = new Map<string, Check | null>();

  constructor(
    readonly idTable: IdTable,
    readonly validated: boolean,
  ) {}

  /** Throws when the fields do not fit the table's validator. */
  document(table: TableDef, fields: JSONObject) {
    const reason = this.mismatch(table, fields);
    if (reason === null) return;
    throw new Error(
      `Failed to insert or update a document in table "${table.name}" because it does not match the schema: ${reason}`,
    );
  }

  covers(table: TableDef): boolean {
    return this.#check(table) !== null;
  }

  /** Why the fields do not fit; null when they do. */
  mismatch(table: TableDef, fields: JSONObject): string | null {
    return this.#check(table)?.(fields, "")?.reason ?? null;
  }

  #check(table: TableDef): Check | null {
    const known = this.#checks.get(table.name);
    if (known !== undefined) return known;
    const made =
      this.validated && table.documentType !== null
        ? compileValidator(table.documentType, this.idTable)
        : null;
    this.#checks.set(table.name, made);
    return made;
  }
}
