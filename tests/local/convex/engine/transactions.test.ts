import { expect, test } from "vitest";
import { messageOf, openApp, rowsOf, textsOf, valueOf } from "./support";

test("a mutation that throws leaves nothing and passes the data of its ConvexError", async () => {
  const app = await openApp();
  const data = { code: "NOT_FOUND", at: { $integer: "KgAAAAAAAAA=" } };
  const outcome = await app.run("notes:addThenFail", { owner: "ann", data });
  expect(outcome).toMatchObject({ ok: false, errorData: data });
  expect(await app.query("notes:all", { order: "asc" })).toEqual([]);
});

test("a failed nested mutation rolls back alone", async () => {
  const app = await openApp();
  const caught = await app.mutate("nested:mixed", {
    owner: "ann",
    steps: [true, false, true, false],
  });
  expect(caught).toEqual([{ step: 0 }, { step: 2 }]);
  const rows = await app.query("notes:listByOwner", {
    owner: "ann",
    order: "asc",
  });
  expect(textsOf(rows)).toEqual(["outer", "step 1", "step 3"]);
});

test("nested calls started together do not roll back each other's writes", async () => {
  const app = await openApp();
  const statuses = await app.mutate("nested:together", { owner: "ann" });
  expect(statuses).toEqual(["fulfilled", "rejected", "fulfilled"]);
  const rows = await app.query("notes:listByOwner", {
    owner: "ann",
    order: "asc",
  });
  expect(textsOf(rows)).toEqual(["first", "third"]);
});

test("an action calls mutations and internal queries", async () => {
  const app = await openApp();
  expect(await app.act("nested:viaAction", { owner: "ann" })).toBe("hidden");
  const rows = await app.query("notes:all", { order: "asc" });
  expect(textsOf(rows)).toEqual(["by action"]);
});

test("a snapshot keeps its state while mutations commit", async () => {
  const app = await openApp();
  await app.mutate("notes:add", { owner: "ann", text: "one" });
  const counts = await app.runtime.withSnapshot(async (snapshot) => {
    const count = async () => {
      const outcome = await snapshot.query({
        path: "notes:all",
        args: { order: "asc" },
        caller: { kind: "anonymous" },
        request: { ip: null, userAgent: null, requestId: "r" },
      });
      return rowsOf(valueOf(outcome)).length;
    };
    const before = await count();
    await app.mutate("notes:add", { owner: "ann", text: "two" });
    return [before, await count()];
  });
  expect(counts).toEqual([1, 1]);
  expect(rowsOf(await app.query("notes:all", { order: "asc" }))).toHaveLength(
    2,
  );
});

test("mutations run in the order they were called and all commit at a newer ts", async () => {
  const app = await openApp();
  const before = app.runtime.committedTs;
  const texts = Array.from({ length: 300 }, (_, i) => `note ${i}`);
  const outcomes = await Promise.all(
    texts.map((text) => app.run("notes:add", { owner: "ann", text })),
  );
  for (const outcome of outcomes) {
    expect(outcome.ok && outcome.ts > before).toBe(true);
  }
  const rows = await app.query("notes:all", { order: "asc" });
  expect(textsOf(rows)).toEqual(texts);
});

test("a mutation of the same session and request answers the first outcome and runs once", async () => {
  const app = await openApp();
  const args = { owner: "ann", text: "once" };
  const once = { sessionId: "session", requestId: 7 };
  const [first, second] = await Promise.all([
    app.run("notes:add", args, { once }),
    app.run("notes:add", args, { once }),
  ]);
  const third = await app.run("notes:add", args, { once });
  expect(valueOf(second)).toBe(valueOf(first));
  expect(valueOf(third)).toBe(valueOf(first));
  const other = { ...once, requestId: 8 };
  await app.run("notes:add", args, { once: other });
  expect(rowsOf(await app.query("notes:all", { order: "asc" }))).toHaveLength(
    2,
  );
});

test("a failed outcome is remembered as well", async () => {
  const app = await openApp();
  const once = { sessionId: "session", requestId: 1 };
  const args = { owner: "ann", data: { code: 1 } };
  const first = await app.run("notes:addThenFail", args, { once });
  const again = await app.run("notes:addThenFail", args, { once });
  expect(again).toMatchObject({ ok: false, errorData: { code: 1 } });
  expect(messageOf(again)).toBe(messageOf(first));
});

test("alsoCommit writes with the mutation, and its throwing rolls the mutation back", async () => {
  const app = await openApp();
  await app.run(
    "notes:add",
    { owner: "ann", text: "kept" },
    {
      alsoCommit: (tx, value) => {
        tx.insert("_cron_runs", { name: "seen", value });
      },
    },
  );
  const failed = await app.run(
    "notes:add",
    { owner: "ann", text: "gone" },
    {
      alsoCommit: () => {
        throw new Error("refused by the runtime");
      },
    },
  );
  expect(messageOf(failed)).toContain("refused by the runtime");
  const notes = await app.query("notes:all", { order: "asc" });
  expect(textsOf(notes)).toEqual(["kept"]);
  const runs = app.runtime.systemQuery("_cron_runs", "by_name", { limit: 9 });
  expect(runs).toMatchObject([{ name: "seen", value: rowsOf(notes)[0]?._id }]);
});

test("a system transaction that throws rejects and leaves nothing", async () => {
  const app = await openApp();
  const failed = app.runtime.systemTransaction((tx) => {
    tx.insert("_cron_runs", { name: "never" });
    throw new Error("stop");
  });
  await expect(failed).rejects.toThrow("stop");
  expect(
    app.runtime.systemQuery("_cron_runs", "by_name", { limit: 1 }),
  ).toEqual([]);
});

test("a system transaction reads, replaces and removes rows and keeps their index", async () => {
  const app = await openApp();
  const id = await app.runtime.systemTransaction((tx) =>
    tx.insert("_cron_runs", { name: "b", at: 1 }),
  );
  await app.runtime.systemTransaction((tx) => {
    tx.insert("_cron_runs", { name: "a", at: 2 });
    tx.insert("_cron_runs", { name: "c", at: 3 });
    const row = tx.get("_cron_runs", id);
    tx.replace("_cron_runs", id, { ...row, name: "bb" });
  });
  const names = (from: string, to: string) =>
    app.runtime
      .systemQuery("_cron_runs", "by_name", {
        from: [from],
        to: [to],
        limit: 9,
      })
      .map((row) => row.name);
  expect(names("a", "z")).toEqual(["a", "bb", "c"]);
  expect(names("b", "bb")).toEqual(["bb"]);
  await app.runtime.systemTransaction((tx) => tx.remove("_cron_runs", id));
  expect(names("a", "z")).toEqual(["a", "c"]);
});

test("internal functions answer only to admin, system and other functions", async () => {
  const app = await openApp();
  expect(messageOf(await app.ask("notes:hidden"))).toContain(
    "Could not find public function for 'notes:hidden'",
  );
  const admin = await app.runtime.mutation({
    path: "notes:hiddenAdd",
    args: { owner: "ann" },
    caller: { kind: "admin" },
    request: { ip: null, userAgent: null, requestId: "r" },
  });
  expect(admin.ok).toBe(true);
  expect(messageOf(await app.run("notes:nobody"))).toContain(
    "Could not find public function for 'notes:nobody'",
  );
  expect(messageOf(await app.run("notes:all", { order: "asc" }))).toBe(
    "Trying to execute notes:all as Mutation, but it is defined as Query.",
  );
});

test("scheduling is part of the mutation's transaction", async () => {
  const app = await openApp();
  await app.run("jobs:plan", { delayMs: 10, thenFail: true });
  expect(await app.query("jobs:jobs")).toEqual([]);
  const id = await app.mutate("jobs:plan", { delayMs: 10, thenFail: false });
  const [job] = rowsOf(await app.query("jobs:jobs"));
  expect(job).toMatchObject({
    _id: id,
    name: "notes:add",
    args: [{ owner: "job", text: "done" }],
    state: { kind: "pending" },
  });
  const due = app.runtime.systemQuery("_scheduled_functions", "by_due", {
    from: ["pending"],
    to: ["pending", Number(job?.scheduledTime)],
    limit: 5,
  });
  expect(due).toHaveLength(1);
});

test("a scheduled function can be cancelled, and an unknown one cannot be scheduled", async () => {
  const app = await openApp();
  const id = await app.act("jobs:planFromAction", { atMs: 1_900_000_000_123 });
  expect(await app.query("jobs:job", { id })).toMatchObject({
    scheduledTime: 1_900_000_000_123,
  });
  await app.mutate("jobs:cancel", { id });
  expect(await app.query("jobs:job", { id })).toMatchObject({
    state: { kind: "canceled" },
  });
  expect(messageOf(await app.run("jobs:planUnknown"))).toContain("jobs:nobody");
});
