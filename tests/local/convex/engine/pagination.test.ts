import type { JSONValue } from "convex/values";
import { expect, test } from "vitest";
import { type TestApp, messageOf, openApp, textsOf, valueOf } from "./support";

type Page = {
  page: Record<string, JSONValue>[];
  isDone: boolean;
  continueCursor: string;
  splitCursor: string | null;
  pageStatus: string | null;
};

const add = (app: TestApp, rank: number, owner = "ann") =>
  app.mutate("notes:add", { owner, rank, text: `${rank}` });

async function page(
  app: TestApp,
  options: Record<string, JSONValue>,
  journal: string | null = null,
) {
  const paginationOpts = { numItems: 3, cursor: null, ...options };
  const args = { owner: "ann", paginationOpts };
  const outcome = await app.ask("notes:page", args, journal);
  const value = valueOf(outcome) as unknown as Page;
  return { ...value, texts: textsOf(value.page), outcome };
}

async function filled(count: number) {
  const app = await openApp();
  for (let rank = 1; rank <= count; rank += 1) await add(app, rank);
  return app;
}

test("pages follow each other without gap or overlap until done", async () => {
  const app = await filled(7);
  const first = await page(app, {});
  expect(first).toMatchObject({ texts: ["1", "2", "3"], isDone: false });
  const second = await page(app, { cursor: first.continueCursor });
  expect(second).toMatchObject({ texts: ["4", "5", "6"], isDone: false });
  const third = await page(app, { cursor: second.continueCursor });
  expect(third).toMatchObject({ texts: ["7"], isDone: true });
  const after = await page(app, { cursor: third.continueCursor });
  expect(after).toMatchObject({ texts: [], isDone: true });
});

test("a page that ends exactly at the last row is done", async () => {
  const app = await filled(3);
  expect(await page(app, {})).toMatchObject({ isDone: true });
});

test("an end cursor fixes where a page ends, however its rows change", async () => {
  const app = await filled(6);
  const first = await page(app, {});
  await add(app, 1.5);
  await add(app, 2.5);
  const again = await page(app, { endCursor: first.continueCursor });
  expect(again.texts).toEqual(["1", "1.5", "2", "2.5", "3"]);
  expect(again.continueCursor).toBe(first.continueCursor);
});

test("a query re-run with its journal keeps its end", async () => {
  const app = await filled(6);
  const first = await page(app, {});
  if (!first.outcome.ok) throw new Error("unreachable");
  await add(app, 0.5);
  const again = await page(app, {}, first.outcome.journal);
  expect(again.texts).toEqual(["0.5", "1", "2", "3"]);
  const fresh = await page(app, {});
  expect(fresh.texts).toEqual(["0.5", "1", "2"]);
});

test("the last page grows when it is re-run with its journal", async () => {
  const app = await filled(2);
  const first = await page(app, {});
  if (!first.outcome.ok) throw new Error("unreachable");
  for (const rank of [3, 4, 5, 6, 7]) await add(app, rank);
  const again = await page(app, {}, first.outcome.journal);
  expect(again.texts).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
  expect(again).toMatchObject({ isDone: true, pageStatus: "SplitRecommended" });
  const half = await page(app, { endCursor: again.splitCursor });
  const rest = await page(app, {
    cursor: again.splitCursor,
    endCursor: again.continueCursor,
  });
  expect([...half.texts, ...rest.texts]).toEqual(again.texts);
});

test("a page is invalidated by writes up to its end and not beyond", async () => {
  const app = await filled(9);
  const { outcome } = await page(app, {});
  let called = false;
  app.runtime.subscribe(outcome.readSet, () => (called = true));
  await add(app, 8.5);
  expect(called).toBe(false);
  await add(app, 2.5);
  expect(called).toBe(true);
});

test("a cursor of another query is refused as InvalidCursor", async () => {
  const app = await filled(5);
  const { continueCursor } = await page(app, {});
  for (const cursor of [continueCursor, "garbage"]) {
    const outcome = await app.ask("notes:page", {
      owner: "bob",
      paginationOpts: { numItems: 3, cursor },
    });
    expect(messageOf(outcome)).toContain("InvalidCursor");
  }
});

test("a second paginate in one query is refused by name", async () => {
  const app = await filled(1);
  expect(messageOf(await app.ask("limits:twoPages"))).toContain(
    "ran multiple paginated queries",
  );
});

test("maximumRowsRead ends a page early and asks for a split", async () => {
  const app = await filled(6);
  const short = await page(app, { numItems: 5, maximumRowsRead: 2 });
  expect(short).toMatchObject({
    texts: ["1", "2"],
    isDone: false,
    pageStatus: "SplitRequired",
  });
});
