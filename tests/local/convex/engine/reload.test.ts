import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { messageOf, openApp, projectDir } from "./support";

const made: string[] = [];
afterEach(() => {
  for (const directory of made.splice(0)) {
    rmSync(directory, { recursive: true, force: true });
  }
});

/** Functions in a folder of the project, so that packages resolve from it. */
function functionsDir(files: Record<string, string>) {
  const parent = path.join(projectDir, ".local");
  mkdirSync(parent, { recursive: true });
  const directory = mkdtempSync(path.join(parent, "reload-"));
  made.push(directory);
  const write = (changed: Record<string, string>) => {
    for (const [name, text] of Object.entries(changed)) {
      const file = path.join(directory, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  };
  write(files);
  return { directory, write };
}

const answering = (value: string) => `
  import { queryGeneric } from "convex/server";
  export const get = queryGeneric({ args: {}, handler: async () => ${JSON.stringify(value)} });
`;

const rows = `
  import { mutationGeneric, queryGeneric } from "convex/server";
  import { v } from "convex/values";
  export const add = mutationGeneric({
    args: { value: v.any() },
    handler: (ctx, { value }) => ctx.db.insert("rows", { value }),
  });
  export const byValue = queryGeneric({
    args: {},
    handler: (ctx) => ctx.db.query("rows").withIndex("by_value").collect(),
  });
`;

const schema = (type: string, index = "") => `
  import { defineSchema, defineTable } from "convex/server";
  import { v } from "convex/values";
  export default defineSchema({ rows: defineTable({ value: ${type} })${index} });
`;

test("a reload swaps the functions and tells its listeners", async () => {
  const { directory, write } = functionsDir({ "a.ts": answering("old") });
  const app = await openApp({ functionsDir: directory });
  let reloads = 0;
  app.runtime.onReload(() => (reloads += 1));
  expect(await app.query("a:get")).toBe("old");
  write({ "a.ts": answering("new"), "folder/b.ts": answering("added") });
  await app.runtime.reload();
  expect(await app.query("a:get")).toBe("new");
  expect(await app.query("folder/b:get")).toBe("added");
  expect(reloads).toBe(1);
});

test.each([
  ["does not parse", "export const get = ("],
  ["throws when it is imported", `throw new Error("at import");\nexport {};`],
  ["imports what does not exist", `import "./nowhere"; export {};`],
])("a module that %s leaves the old functions in place", async (_, text) => {
  const { directory, write } = functionsDir({ "a.ts": answering("old") });
  const app = await openApp({ functionsDir: directory });
  write({ "a.ts": text });
  await expect(app.runtime.reload()).rejects.toThrow();
  expect(await app.query("a:get")).toBe("old");
  write({ "a.ts": answering("new") });
  await app.runtime.reload();
  expect(await app.query("a:get")).toBe("new");
});

test("a new index is built over the documents that are there", async () => {
  const { directory, write } = functionsDir({
    "rows.ts": rows,
    "schema.ts": schema("v.any()"),
  });
  const app = await openApp({ functionsDir: directory });
  for (const value of [3, 1, 2]) await app.mutate("rows:add", { value });
  expect(messageOf(await app.ask("rows:byValue"))).toContain(
    "Index rows.by_value not found",
  );
  write({ "schema.ts": schema("v.any()", `.index("by_value", ["value"])`) });
  await app.runtime.reload();
  expect(await app.query("rows:byValue")).toMatchObject([
    { value: 1 },
    { value: 2 },
    { value: 3 },
  ]);
});

test("a schema that stored documents do not fit is refused whole", async () => {
  const { directory, write } = functionsDir({
    "rows.ts": rows,
    "schema.ts": schema("v.any()", `.index("by_value", ["value"])`),
  });
  const app = await openApp({ functionsDir: directory });
  await app.mutate("rows:add", { value: "text" });
  write({ "schema.ts": schema("v.number()"), "rows.ts": answering("new") });
  await expect(app.runtime.reload()).rejects.toThrow(
    /Document with ID "\w+" in table "rows" does not match the schema/,
  );
  expect(await app.query("rows:byValue")).toMatchObject([{ value: "text" }]);
  await app.mutate("rows:add", { value: "still any" });
});

test("a table can be created by an insert where there is no schema", async () => {
  const { directory } = functionsDir({
    "rows.ts": rows.replace('.withIndex("by_value")', ""),
  });
  const app = await openApp({ functionsDir: directory });
  expect(await app.query("rows:byValue")).toEqual([]);
  await app.mutate("rows:add", { value: 1 });
  expect(await app.query("rows:byValue")).toMatchObject([{ value: 1 }]);
});

test("a changed file is picked up by the watcher", async () => {
  const { directory, write } = functionsDir({ "a.ts": answering("old") });
  const app = await openApp({ functionsDir: directory, watch: true });
  const reloaded = new Promise<void>((resolve) => {
    app.runtime.onReload(resolve);
  });
  write({ "a.ts": answering("new") });
  await reloaded;
  expect(await app.query("a:get")).toBe("new");
});

test("schema files, tests and generated code are no modules", async () => {
  const { directory } = functionsDir({
    "a.ts": answering("a"),
    "a.test.ts": answering("test"),
    "folder/schema.ts": answering("schema"),
    "_generated/api.ts": answering("generated"),
  });
  const app = await openApp({ functionsDir: directory });
  const kinds = ["a:get", "a.js:get", "a.test:get", "folder/schema:get"].map(
    (name) => app.runtime.functionKind(name),
  );
  expect(kinds).toEqual(["query", "query", null, null]);
});

test.each([
  [
    "vector indexes",
    `.vectorIndex("v", { vectorField: "value", dimensions: 3 })`,
  ],
  ["staged indexes", `.index("by_value", { fields: ["value"], staged: true })`],
])("%s are refused by name", async (words, index) => {
  const { directory } = functionsDir({
    "rows.ts": rows,
    "schema.ts": schema("v.any()", index),
  });
  await expect(openApp({ functionsDir: directory })).rejects.toThrow(words);
});
