import { afterEach, beforeEach, expect, test } from "vitest";
import { type TestApp, messageOf, openApp, rowsOf, valueOf } from "./support";

let app: TestApp;
beforeEach(async () => {
  app = await openApp();
});
afterEach(async () => {
  await app.close();
});

const MIB = 1 << 20;
const refusedRun = async (path: string, args: Record<string, unknown>) =>
  messageOf(await app.run(path, args as never));
const refusedAsk = async (path: string, args: Record<string, unknown>) =>
  messageOf(await app.ask(path, args as never));

test("a document over 1 MiB is refused", async () => {
  expect(
    await refusedRun("limits:insertMany", { count: 1, bytes: MIB }),
  ).toContain("Value is too large");
  await app.mutate("limits:insertMany", { count: 1, bytes: MIB - 200 });
});

test.each([
  ["deep", 64, "nested too deeply"],
  ["wide", 1_025, "too many fields"],
  ["long", 8_193, "Array length is too long"],
])("a document that is too %s is refused", async (shape, size, words) => {
  expect(await refusedRun("limits:insertMeta", { shape, size })).toContain(
    words,
  );
  const fitting = { shape, size: shape === "deep" ? 60 : size - 1 };
  await app.mutate("limits:insertMeta", fitting);
});

test("writing more than 16,000 documents in one mutation is refused", async () => {
  expect(
    await refusedRun("limits:insertMany", { count: 16_001, bytes: 1 }),
  ).toContain("Wrote too many documents");
  expect(await app.query("limits:collectAll")).toBe(0);
});

test("writing more than 16 MiB in one mutation is refused", async () => {
  expect(
    await refusedRun("limits:insertMany", { count: 17, bytes: MIB - 200 }),
  ).toContain("Wrote too much data");
});

test("reading more than 32,000 documents or 16 MiB in one query is refused", async () => {
  await app.mutate("limits:insertMany", { count: 16_000, bytes: 1 });
  await app.mutate("limits:insertMany", { count: 16_000, bytes: 1 });
  expect(await app.query("limits:collectAll")).toBe(32_000);
  await app.mutate("limits:insertMany", { count: 1, bytes: 1 });
  expect(await refusedAsk("limits:collectAll", {})).toContain(
    "Scanned too many documents",
  );
});

test("reading more than 16 MiB in one query is refused", async () => {
  await app.mutate("limits:insertMany", { count: 9, bytes: MIB - 200 });
  await app.mutate("limits:insertMany", { count: 9, bytes: MIB - 200 });
  expect(await refusedAsk("limits:collectAll", {})).toContain(
    "Read too much data",
  );
});

test("more than 4,096 reads of ranges or documents in one query are refused", async () => {
  const id = await app.mutate("notes:add", { owner: "ann", text: "x" });
  await app.query("limits:getMany", { id, times: 4_096 });
  expect(await refusedAsk("limits:getMany", { id, times: 4_097 })).toContain(
    "Too many index ranges read",
  );
});

test("scheduling more than 1,000 functions in one mutation is refused", async () => {
  expect(
    await refusedRun("limits:scheduleMany", { count: 1_001, bytes: 1 }),
  ).toContain("Scheduled too many functions");
  expect(await app.query("jobs:jobs")).toEqual([]);
});

test("arguments and return values over 16 MiB are refused", async () => {
  const bytes = 16 * MIB;
  expect(await refusedAsk("limits:bigValue", { bytes })).toContain(
    "return value too large",
  );
  expect(
    await refusedAsk("limits:echo", { text: "x".repeat(bytes) }),
  ).toContain("arguments too large");
});

test.each(["fetch", "timer", "interval"])(
  "%s is refused in a mutation",
  async (what) => {
    expect(await refusedRun("limits:forbidden", { what })).toContain(
      "is not supported in Convex queries or mutations",
    );
  },
);

test("a mutation that waits for something outside ends after a second and leaves nothing", async () => {
  const next = app.run("notes:add", { owner: "ann", text: "next" });
  expect(await refusedRun("limits:waitForever", {})).toContain(
    "Function execution timed out",
  );
  valueOf(await next);
  expect(rowsOf(await app.query("notes:all", { order: "asc" }))).toHaveLength(
    1,
  );
});

test.each(["limits:hang", "limits:hangNested"])(
  "what was given up cannot write when it wakes (%s)",
  async (path) => {
    expect(await refusedRun(path, {})).toContain("timed out");
    await app.mutate("limits:letGo");
    const rows = rowsOf(await app.query("notes:all", { order: "asc" }));
    expect(rows.map((row) => row.owner)).toEqual(["alive"]);
  },
);

test("a nested call keeps to the lower limits it was given", async () => {
  await app.mutate("limits:limitedNested", { writes: 3 });
  expect(await refusedRun("limits:limitedNested", { writes: 4 })).toContain(
    "Wrote too many documents in a single function execution (limit: 3)",
  );
});

test("a function sees what it used and what is left", async () => {
  expect(await app.mutate("limits:metrics")).toMatchObject({
    documentsWritten: { used: 1, remaining: 15_999 },
    documentsRead: { used: 1, remaining: 31_999 },
    databaseQueries: { used: 1 },
  });
});
