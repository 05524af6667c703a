import type { GenericId } from "convex/values";
import type { Doc, Id, TableNames } from "../../convex/_generated/dataModel";
import type { MutationCtx } from "../../convex/_generated/server";

type Row = Record<string, unknown> & { _id: string; _creationTime: number };
type Bound = {
  field: string;
  op: "eq" | "gt" | "gte" | "lt" | "lte";
  value: unknown;
};

const TABLES = [
  "wallets",
  "ledgerEntries",
  "reservations",
  "tenantPlans",
  "notifications",
] as const;
type Kept = (typeof TABLES)[number];

/** The fields each index sorts by, for those the models of credits use. */
const SORTS: Readonly<Record<string, string>> = {
  by_tenant_and_sequence: "sequence",
  by_tenant_and_kind: "sequence",
  by_due_at: "dueAt",
};

/**
 * Just enough of a database to run the models of credits a hundred thousand
 * times: rows in memory, and transactions that commit or leave no trace.
 */
export class MemoryLedger {
  #tables = emptyTables();
  #serial = 0;

  /** Runs the work as one transaction; `fate` says what becomes of it. */
  async transact<T>(
    work: (ctx: MutationCtx) => Promise<T>,
    fate: "commits" | "is lost" = "commits",
  ): Promise<T | null> {
    const before = this.#tables;
    this.#tables = copyOf(before);
    try {
      const result = await work({ db: this.#db() } as unknown as MutationCtx);
      if (fate === "commits") return result;
      this.#tables = before;
      return null;
    } catch (error) {
      this.#tables = before;
      throw error;
    }
  }

  rows<T extends Kept>(table: T): Doc<T>[] {
    return [...this.#tables[table].values()] as unknown as Doc<T>[];
  }

  #db() {
    return {
      get: (table: Kept, id: string) =>
        Promise.resolve(this.#tables[table].get(id) ?? null),
      normalizeId: (_table: TableNames, id: string) => id,
      insert: (table: Kept, fields: object) => {
        this.#serial += 1;
        const _id = `${table}:${String(this.#serial)}`;
        const row = { ...fields, _id, _creationTime: this.#serial };
        this.#tables[table].set(_id, row);
        return Promise.resolve(_id as GenericId<Kept>);
      },
      patch: (table: Kept, id: string, fields: object) => {
        const row = this.#tables[table].get(id);
        if (row === undefined)
          throw new Error("Patched a row that is not there.");
        this.#tables[table].set(id, { ...row, ...fields });
        return Promise.resolve();
      },
      query: (table: Kept) => ({
        withIndex: (index: string, build: (q: Range) => Range) =>
          this.#read(table, SORTS[index], build(new Range()).bounds),
      }),
    };
  }

  #read(table: Kept, sort: string | undefined, bounds: readonly Bound[]) {
    const find = () => {
      const found = [...this.#tables[table].values()].filter((row) =>
        bounds.every((bound) => holds(row, bound)),
      );
      if (sort !== undefined) {
        found.sort((a, b) => Number(a[sort]) - Number(b[sort]));
      }
      return found;
    };
    return {
      unique: () => {
        const found = find();
        if (found.length > 1) throw new Error(`Two rows of ${table}.`);
        return Promise.resolve(found[0] ?? null);
      },
      first: () => Promise.resolve(find()[0] ?? null),
      take: (limit: number) => Promise.resolve(find().slice(0, limit)),
    };
  }
}

/** What an index query narrows to. */
class Range {
  readonly bounds: Bound[] = [];
  eq = (field: string, value: unknown) => this.#add({ field, op: "eq", value });
  gt = (field: string, value: unknown) => this.#add({ field, op: "gt", value });
  gte = (field: string, value: unknown) =>
    this.#add({ field, op: "gte", value });
  lt = (field: string, value: unknown) => this.#add({ field, op: "lt", value });
  lte = (field: string, value: unknown) =>
    this.#add({ field, op: "lte", value });

  #add(bound: Bound): this {
    this.bounds.push(bound);
    return this;
  }
}

function holds(row: Row, { field, op, value }: Bound): boolean {
  const actual = row[field];
  if (op === "eq") return actual === value;
  const difference = Number(actual) - Number(value);
  switch (op) {
    case "gt":
      return difference > 0;
    case "gte":
      return difference >= 0;
    case "lt":
      return difference < 0;
    case "lte":
      return difference <= 0;
  }
}

function emptyTables(): Record<Kept, Map<string, Row>> {
  return {
    wallets: new Map(),
    ledgerEntries: new Map(),
    reservations: new Map(),
    tenantPlans: new Map(),
    notifications: new Map(),
  };
}

function copyOf(tables: Record<Kept, Map<string, Row>>) {
  const copy = emptyTables();
  for (const name of TABLES) copy[name] = new Map(tables[name]);
  return copy;
}

export const TENANT_ID = "tenants:1" as Id<"tenants">;
