import { writeFileSync } from "node:fs";
import path from "node:path";
import type { JSONValue } from "convex/values";
import { expect, test } from "vitest";
import type { EmbeddedRuntime } from "../../../../local/convex/runtime";
import { Connection } from "../../../../local/convex/store/connection";
import { openApp, rowsOf, temporaryDir, testClock, textsOf } from "./support";

test("documents, ids and indexes are there after a restart", async () => {
  const stateDir = temporaryDir();
  const first = await openApp({ stateDir });
  for (const rank of [2, 1]) {
    await first.mutate("notes:add", { owner: "ann", text: `${rank}`, rank });
  }
  const before = await first.query("notes:all", { order: "asc" });
  await first.close();
  const second = await openApp({ stateDir });
  expect(await second.query("notes:all", { order: "asc" })).toEqual(before);
  const sorted = { owner: "ann", order: "asc" };
  expect(textsOf(await second.query("notes:listByOwner", sorted))).toEqual([
    "1",
    "2",
  ]);
  expect(await second.query("notes:search", { words: "2" })).toHaveLength(1);
});

test("a restart fills no index anew", async () => {
  const stateDir = temporaryDir();
  const indexes = () => {
    const db = new Connection(path.join(stateDir, "data.sqlite"), {
      readOnly: true,
    });
    const rows = db.all("SELECT id, name FROM indexes ORDER BY id");
    db.close();
    return rows;
  };
  const first = await openApp({ stateDir });
  await first.mutate("notes:add", { owner: "ann", text: "one" });
  await first.close();
  const before = indexes();
  expect(before.map(([, name]) => name)).toContain("by_owner_and_rank");
  const second = await openApp({ stateDir });
  await second.close();
  expect(indexes()).toEqual(before);
});

test("ts and creation times never go back, even when the clock does", async () => {
  const stateDir = temporaryDir();
  const first = await openApp({ stateDir, clock: testClock() });
  await first.mutate("notes:add", { owner: "ann", text: "one" });
  const { committedTs } = first.runtime;
  await first.close();
  const clock = testClock(testClock().now() - 3_600_000);
  const second = await openApp({ stateDir, clock });
  expect(second.runtime.committedTs >= committedTs).toBe(true);
  const outcome = await second.run("notes:add", { owner: "ann", text: "two" });
  expect(outcome.ok && outcome.ts > committedTs).toBe(true);
  const rows = await second.query("notes:all", { order: "asc" });
  expect(textsOf(rows)).toEqual(["one", "two"]);
});

test("a request that was answered before a restart is answered the same after it", async () => {
  const stateDir = temporaryDir();
  const once = { sessionId: "session", requestId: 3 };
  const args = { owner: "ann", text: "once" };
  const first = await openApp({ stateDir });
  const before = await first.run("notes:add", args, { once });
  await first.close();
  const second = await openApp({ stateDir });
  const after = await second.run("notes:add", args, { once });
  expect(after).toMatchObject({ ok: true, value: before.ok && before.value });
  expect(
    rowsOf(await second.query("notes:all", { order: "asc" })),
  ).toHaveLength(1);
});

test("the outcome of a request is forgotten after a day", async () => {
  const clock = testClock();
  const app = await openApp({ clock });
  const once = (requestId: number) => ({
    once: { sessionId: "session", requestId },
  });
  const args = { owner: "ann", text: "x" };
  await app.run("notes:add", args, once(1));
  clock.move(25 * 3_600_000);
  await app.run("notes:add", args, once(2));
  const kept = app.runtime.systemQuery("_session_requests", "by_session", {
    limit: 9,
  });
  expect(kept.map((row) => row.requestId)).toEqual([2]);
});

test("a state that cannot be read is an error and not an empty start", async () => {
  const stateDir = temporaryDir();
  writeFileSync(
    path.join(stateDir, "data.sqlite"),
    "not a database".repeat(99),
  );
  await expect(openApp({ stateDir })).rejects.toThrow("not a database");
});

type Dump = { table: string; documents: Record<string, JSONValue>[] }[];

function dump(runtime: EmbeddedRuntime): Dump {
  return [...runtime.exportTables()].map(({ table, documents }) => ({
    table,
    documents: [...documents],
  }));
}

test("what was exported and imported elsewhere is the same to the last id", async () => {
  const source = await openApp();
  const note = await source.mutate("notes:add", {
    owner: "ann",
    text: "searched",
    rank: 1,
  });
  await source.mutate("notes:add", { owner: "bob", text: "other", rank: 2 });
  await source.mutate("links:add", { note, kind: "a" });
  await source.mutate("jobs:plan", { delayMs: 5, thenFail: false });
  const exported = dump(source.runtime);
  const target = await openApp();
  await target.runtime.importTables(exported);
  expect(dump(target.runtime)).toEqual(exported);
  expect(await target.query("links:ofNote", { note })).toHaveLength(1);
  expect(
    await target.query("notes:search", { words: "searched" }),
  ).toMatchObject([{ _id: note }]);
  expect(await target.query("notes:get", { id: note })).toMatchObject({
    rank: 1,
  });
  await target.mutate("notes:add", { owner: "ann", text: "later" });
  expect(textsOf(await target.query("notes:all", { order: "asc" }))).toEqual([
    "searched",
    "other",
    "later",
  ]);
});

test("an import replaces a table and gives ids where there are none", async () => {
  const app = await openApp();
  await app.mutate("notes:add", { owner: "ann", text: "replaced" });
  const fresh = ["a", "b"].map((text) => ({ owner: "imported", text }));
  await app.runtime.importTables([{ table: "notes", documents: fresh }]);
  const rows = await app.query("notes:listByOwner", {
    owner: "imported",
    order: "asc",
  });
  expect(textsOf(rows)).toEqual(["a", "b"]);
  expect(textsOf(await app.query("notes:all", { order: "asc" }))).toEqual([
    "a",
    "b",
  ]);
});

test("an import that fails half-way changes nothing", async () => {
  const app = await openApp();
  await app.mutate("notes:add", { owner: "ann", text: "kept" });
  const documents = [
    { owner: "x", text: "y" },
    { _id: "garbage", text: "z" },
  ];
  await expect(
    app.runtime.importTables([{ table: "notes", documents }]),
  ).rejects.toThrow("is not an ID");
  expect(textsOf(await app.query("notes:all", { order: "asc" }))).toEqual([
    "kept",
  ]);
});

test("an import tells everyone who had read anything", async () => {
  const app = await openApp();
  const outcome = await app.ask("notes:all", { order: "asc" });
  let called = false;
  app.runtime.subscribe(outcome.readSet, () => (called = true));
  await app.runtime.importTables([{ table: "notes", documents: [] }]);
  expect(called).toBe(true);
});

test("imported documents that do not fit the schema are refused", async () => {
  const app = await openApp();
  await expect(
    app.runtime.importTables([{ table: "notes", documents: [{ owner: 1 }] }]),
  ).rejects.toThrow("does not match the schema");
});
