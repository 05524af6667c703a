import type { ValidatorJSON } from "convex/values";
import { decodeId } from "../keys/id";

export type IndexDef = {
  id: number;
  name: string;
  fields: string[];
  /** `fields` split at the dots. */
  paths: string[][];
};

export type SearchDef = {
  id: number;
  name: string;
  searchField: string;
  filterFields: string[];
  /** All of its fields, split at the dots. */
  paths: string[][];
};

export type TableDef = {
  number: number;
  name: string;
  documentType: ValidatorJSON | null;
  indexes: ReadonlyMap<string, IndexDef>;
  searches: ReadonlyMap<string, SearchDef>;
};

/** The tables at one moment; replaced as a whole when the schema changes. */
export class Catalog {
  readonly #byName = new Map<string, TableDef>();
  readonly #byNumber = new Map<number, TableDef>();

  constructor(
    tables: Iterable<TableDef>,
    /** Whether a table that no schema names may be created by an insert. */
    readonly open: boolean,
  ) {
    for (const table of tables) {
      this.#byName.set(table.name, table);
      this.#byNumber.set(table.number, table);
    }
  }

  table(name: string): TableDef | undefined {
    return this.#byName.get(name);
  }

  byNumber(number: number): TableDef | undefined {
    return this.#byNumber.get(number);
  }

  tables(): IterableIterator<TableDef> {
    return this.#byName.values();
  }

  tableOfId(id: string): TableDef | undefined {
    const decoded = decodeId(id);
    return decoded === null ? undefined : this.#byNumber.get(decoded.table);
  }

  /** The name of the table an id belongs to, null for anything else. */
  tableNameOfId = (id: string): string | null =>
    this.tableOfId(id)?.name ?? null;

  /** This catalog with one table added or replaced. */
  with(table: TableDef): Catalog {
    const others = [...this.#byName.values()].filter(
      ({ name }) => name !== table.name,
    );
    return new Catalog([...others, table], this.open);
  }
}

export const sql = {
  documents: (table: number) => `d${table}`,
  index: (id: number) => `x${id}`,
  search: (id: number) => `f${id}`,
};
