import { expect, test } from "vitest";
import type { QueryOutcome } from "../../../../local/convex/types";
import { type TestApp, call, openApp, rowsOf, textsOf } from "./support";

/** Whether a mutation reached the read set of an outcome. */
async function invalidates(
  app: TestApp,
  outcome: QueryOutcome,
  change: () => Promise<unknown>,
): Promise<boolean> {
  let called = 0;
  const stop = app.runtime.subscribe(outcome.readSet, () => (called += 1));
  await change();
  stop();
  expect(called).toBeLessThanOrEqual(1);
  return called === 1;
}

const list = (app: TestApp, owner: string, limit?: number) =>
  app.ask("notes:listByOwner", {
    owner,
    order: "asc",
    ...(limit === undefined ? {} : { limit }),
  });

const add = (app: TestApp, owner: string, rank?: number) =>
  app.mutate("notes:add", {
    owner,
    text: `${owner} ${rank ?? ""}`,
    ...(rank === undefined ? {} : { rank }),
  });

test("a query is invalidated by writes inside the range it read and by no other", async () => {
  const app = await openApp();
  await add(app, "ann", 1);
  const outcome = await list(app, "ann");
  const touched = (owner: string) =>
    invalidates(app, outcome, () => add(app, owner, 9));
  expect(await touched("ann ")).toBe(false);
  expect(await touched("an")).toBe(false);
  expect(await touched("ann")).toBe(true);
});

test("take reads only as far as it took", async () => {
  const app = await openApp();
  for (const rank of [1, 2, 3, 4]) await add(app, "ann", rank);
  const outcome = await list(app, "ann", 2);
  expect(await invalidates(app, outcome, () => add(app, "ann", 2.5))).toBe(
    false,
  );
  expect(await invalidates(app, outcome, () => add(app, "ann", 1.5))).toBe(
    true,
  );
});

test("take of more than there is reads to the end of the range", async () => {
  const app = await openApp();
  await add(app, "ann", 1);
  const outcome = await list(app, "ann", 5);
  expect(await invalidates(app, outcome, () => add(app, "ann", 9))).toBe(true);
});

test("a document that moves out of a range or into it invalidates", async () => {
  const app = await openApp();
  const id = await add(app, "ann", 1);
  const low = await app.ask("notes:betweenRanks", {
    from: 0,
    to: 5,
    inclusive: true,
  });
  const high = await app.ask("notes:betweenRanks", {
    from: 6,
    to: 9,
    inclusive: true,
  });
  const other = await app.ask("notes:betweenRanks", {
    from: 20,
    to: 30,
    inclusive: true,
  });
  const seen: string[] = [];
  app.runtime.subscribe(low.readSet, () => seen.push("low"));
  app.runtime.subscribe(high.readSet, () => seen.push("high"));
  app.runtime.subscribe(other.readSet, () => seen.push("other"));
  await app.mutate("notes:setRank", { id, rank: 7 });
  expect(seen.sort()).toEqual(["high", "low"]);
});

test("reading a missing document is invalidated by nothing but that document", async () => {
  const app = await openApp();
  const id = await add(app, "ann", 1);
  await app.mutate("notes:remove", { id });
  const outcome = await app.ask("notes:get", { id });
  expect(outcome).toMatchObject({ ok: true, value: null });
  expect(await invalidates(app, outcome, () => add(app, "ann", 1))).toBe(false);
});

test("a change of the document itself invalidates a get", async () => {
  const app = await openApp();
  const id = await add(app, "ann", 1);
  const outcome = await app.ask("notes:get", { id });
  const change = () => app.mutate("notes:setRank", { id, rank: 1 });
  expect(await invalidates(app, outcome, change)).toBe(true);
});

test("subscribing after the change was committed still notifies", async () => {
  const app = await openApp();
  const outcome = await list(app, "ann");
  await add(app, "ann", 1);
  await new Promise<void>((resolve) => {
    app.runtime.subscribe(outcome.readSet, resolve);
  });
});

test("a cancelled subscription is not called", async () => {
  const app = await openApp();
  const outcome = await list(app, "ann");
  let called = false;
  app.runtime.subscribe(outcome.readSet, () => (called = true))();
  await add(app, "ann", 1);
  expect(called).toBe(false);
});

test("onInvalidated of a commit comes before a snapshot that contains it can open", async () => {
  const app = await openApp();
  const outcome = await list(app, "ann");
  const order: string[] = [];
  app.runtime.onCommit(() => {
    void app.runtime.withSnapshot(async () => {
      order.push("snapshot");
      return Promise.resolve();
    });
  });
  app.runtime.subscribe(outcome.readSet, () => order.push("invalidated"));
  await add(app, "ann", 1);
  expect(order).toEqual(["invalidated", "snapshot"]);
});

test("commits name the tables they wrote, and a read-only mutation is no commit", async () => {
  const app = await openApp();
  const commits: string[][] = [];
  app.runtime.onCommit((_ts, tables) => commits.push([...tables]));
  await add(app, "ann", 1);
  await app.mutate("limits:times");
  await app.mutate("jobs:plan", { delayMs: 5, thenFail: false });
  expect(commits).toEqual([["notes"], ["_scheduled_functions"]]);
});

test("a result that depends on the caller says so", async () => {
  const app = await openApp();
  expect((await app.ask("limits:whoAmI")).readAuth).toBe(true);
  expect((await list(app, "ann")).readAuth).toBe(false);
  const identity = {
    tokenIdentifier: "https://issuer|ann",
    issuer: "https://issuer",
    subject: "ann",
  };
  const outcome = await app.runtime.withSnapshot((snapshot) =>
    snapshot.query(
      call("limits:whoAmI", {}, { kind: "user", identity, expiresAt: 9e15 }),
    ),
  );
  expect(outcome).toMatchObject({ ok: true, value: "ann", readAuth: true });
});

test("documents of every index arrive across chunks in order", async () => {
  const app = await openApp();
  await Promise.all(
    Array.from({ length: 700 }, (_, i) => add(app, "ann", (i * 37) % 700)),
  );
  const up = rowsOf(
    await app.query("notes:listByOwner", { owner: "ann", order: "asc" }),
  );
  expect(up.map((row) => row.rank)).toEqual(
    Array.from({ length: 700 }, (_, i) => i),
  );
  const down = await app.query("notes:listByOwner", {
    owner: "ann",
    order: "desc",
  });
  expect(textsOf(down)).toEqual(textsOf(up).reverse());
  expect(rowsOf(await app.query("notes:all", { order: "desc" }))).toHaveLength(
    700,
  );
});
