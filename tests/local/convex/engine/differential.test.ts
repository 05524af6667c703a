import { convexTest } from "convex-test";
import { makeFunctionReference } from "convex/server";
import { type JSONValue, convexToJson, jsonToConvex } from "convex/values";
import fc from "fast-check";
import { expect, test } from "vitest";
import schema from "../fixtures/convex-app/schema";
import { type TestApp, openApp } from "./support";

const modules = import.meta.glob("../fixtures/convex-app/**/*.ts");

type Kind = "query" | "mutation";
type Answer = { value: JSONValue } | { refused: true; data: JSONValue };

/** Two backends with the same functions; ids are compared by order of creation. */
interface Backend {
  call(kind: Kind, name: string, args: JSONValue): Promise<Answer>;
}

function ours(app: TestApp): Backend {
  return {
    async call(kind, name, args) {
      const outcome =
        kind === "query"
          ? await app.ask(name, args)
          : await app.run(name, args);
      return outcome.ok
        ? { value: outcome.value }
        : { refused: true, data: outcome.errorData ?? null };
    },
  };
}

function reference(): Backend {
  const t = convexTest({ schema, modules });
  return {
    async call(kind, name, args) {
      const given = jsonToConvex(args) as Record<string, never>;
      try {
        const value: unknown =
          kind === "query"
            ? await t.query(makeFunctionReference<"query">(name), given)
            : await t.mutation(makeFunctionReference<"mutation">(name), given);
        return { value: convexToJson((value ?? null) as never) };
      } catch (error) {
        const data = (error as { data?: unknown }).data;
        return { refused: true, data: convexToJson((data ?? null) as never) };
      }
    },
  };
}

/** Runs steps against one backend, naming ids `#0`, `#1`, … as they appear. */
class Session {
  readonly ids: string[] = [];
  #cursor: JSONValue = null;

  constructor(readonly backend: Backend) {}

  async step(operation: Operation): Promise<unknown> {
    const { kind, name } = operation;
    const args = this.#withIds(operation.args) as Record<string, JSONValue>;
    const answer = await this.backend.call(kind, name, args);
    return this.#withNames(answer);
  }

  /** Reads all pages of an owner, two rows at a time. */
  async pages(owner: string): Promise<unknown> {
    const pages: unknown[] = [];
    this.#cursor = null;
    for (let i = 0; i < 50; i += 1) {
      const paginationOpts = { numItems: 2, cursor: this.#cursor };
      const answer = await this.backend.call("query", "notes:page", {
        owner,
        paginationOpts,
      });
      if (!("value" in answer)) return [...pages, answer];
      const page = answer.value as Record<string, JSONValue>;
      pages.push(this.#withNames({ page: page.page, isDone: page.isDone }));
      if (page.isDone === true) break;
      this.#cursor = page.continueCursor ?? null;
    }
    return pages;
  }

  #withIds(value: JSONValue): JSONValue {
    const text = JSON.stringify(value).replace(/"#(\d+)"/g, (_, at: string) => {
      const count = this.ids.length;
      const id = count === 0 ? undefined : this.ids[Number(at) % count];
      return JSON.stringify(id ?? "none");
    });
    return JSON.parse(text) as JSONValue;
  }

  #withNames(value: unknown): unknown {
    const text = JSON.stringify(value, (key, inner: unknown) =>
      key === "_creationTime" ? undefined : inner,
    );
    const named = text.replace(/"(?:[0-9a-z]{32}|\d+[a-z]+)"/g, (quoted) => {
      const id = JSON.parse(quoted) as string;
      if (!this.ids.includes(id)) this.ids.push(id);
      return `"#${this.ids.indexOf(id)}"`;
    });
    return JSON.parse(named) as unknown;
  }
}

type Operation = { kind: Kind; name: string; args: Record<string, JSONValue> };

const owner = fc.constantFrom("ann", "bob");
const rank = fc.constantFrom<JSONValue>(
  null,
  0,
  1,
  2.5,
  7,
  -3,
  true,
  false,
  "a",
  "b",
  "",
);
const word = fc.constantFrom("red", "green", "blue");
const text = fc
  .array(word, { minLength: 1, maxLength: 3 })
  .map((words) => words.join(" "));
const noteId = fc.nat(12).map((at) => `#${at}`);
const order = fc.constantFrom("asc", "desc");

function operation(
  kind: Kind,
  name: string,
  args: Record<string, fc.Arbitrary<JSONValue>>,
  required = Object.keys(args),
): fc.Arbitrary<Operation> {
  return fc
    .record(args, { requiredKeys: required })
    .map((given) => ({ kind, name, args: given }));
}

const add = operation("mutation", "notes:add", { owner, rank, text }, [
  "owner",
  "text",
]);
const operations = fc.oneof(
  { weight: 5, arbitrary: add },
  {
    weight: 2,
    arbitrary: operation("mutation", "notes:setRank", { id: noteId, rank }, [
      "id",
    ]),
  },
  operation("mutation", "notes:replace", { id: noteId, owner, text }),
  operation("mutation", "notes:remove", { id: noteId }),
  operation("mutation", "notes:addThenFail", { owner, data: rank }),
  operation("mutation", "nested:mixed", {
    owner,
    steps: fc.array(fc.boolean(), { maxLength: 3 }),
  }),
  operation("mutation", "links:add", {
    note: noteId,
    kind: fc.constantFrom("a", "b", "c"),
  }),
  operation("query", "notes:get", { id: noteId }),
  operation("query", "notes:listByOwner", { owner, order, limit: fc.nat(4) }, [
    "owner",
    "order",
  ]),
  operation("query", "notes:betweenRanks", {
    from: rank,
    to: rank,
    inclusive: fc.boolean(),
  }),
  operation("query", "notes:all", { order }),
  operation("query", "notes:withText", { text }),
  operation("query", "notes:first", { owner }),
  operation("query", "links:ofNote", { note: noteId }, ["note"]),
  operation("query", "links:unique", { note: noteId }),
);

const EMPTY = ["notes", "links"].map((table) => ({ table, documents: [] }));

test("random operations have the same results as on convex-test", async () => {
  const app = await openApp();
  await fc.assert(
    fc.asyncProperty(
      fc.array(operations, { minLength: 5, maxLength: 40 }),
      async (steps) => {
        await app.runtime.importTables(EMPTY);
        const left = new Session(ours(app));
        const right = new Session(reference());
        for (const step of steps) {
          const expected = await right.step(step);
          expect(await left.step(step), JSON.stringify(step)).toEqual(expected);
        }
        for (const name of ["ann", "bob"]) {
          expect(await left.pages(name)).toEqual(await right.pages(name));
        }
      },
    ),
    { numRuns: 80 },
  );
});

test("searching one word finds the same documents as on convex-test", async () => {
  const app = await openApp();
  await fc.assert(
    fc.asyncProperty(
      fc.array(add, { maxLength: 8 }),
      fc.constantFrom("red", "gre", "blu", "x"),
      fc.option(owner, { nil: undefined }),
      async (steps, words, wanted) => {
        await app.runtime.importTables(EMPTY);
        const found: unknown[] = [];
        for (const backend of [ours(app), reference()]) {
          const session = new Session(backend);
          for (const step of steps) await session.step(step);
          const answer = await session.step({
            kind: "query",
            name: "notes:search",
            args: wanted === undefined ? { words } : { words, owner: wanted },
          });
          const { value } = answer as { value: { _id: string }[] };
          found.push(value.map((row) => row._id).sort());
        }
        expect(found[0]).toEqual(found[1]);
      },
    ),
    { numRuns: 40 },
  );
});
