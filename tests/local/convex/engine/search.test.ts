import { expect, test } from "vitest";
import { type TestApp, openApp, textsOf } from "./support";

const add = (app: TestApp, text: string, owner = "ann") =>
  app.mutate("notes:add", { owner, text });

const found = async (app: TestApp, words: string, owner?: string) =>
  textsOf(
    await app.query("notes:search", {
      words,
      ...(owner === undefined ? {} : { owner }),
    }),
  );

test("any of the words matches, the last one also as a prefix", async () => {
  const app = await openApp();
  await add(app, "Opening hours on Sunday");
  await add(app, "Parking is free");
  expect(await found(app, "hours")).toEqual(["Opening hours on Sunday"]);
  expect(await found(app, "sund")).toEqual(["Opening hours on Sunday"]);
  expect((await found(app, "hours park")).sort()).toEqual([
    "Opening hours on Sunday",
    "Parking is free",
  ]);
  expect(await found(app, "open park")).toEqual(["Parking is free"]);
});

test("better matches come first", async () => {
  const app = await openApp();
  await add(app, "refund");
  await add(app, "refund policy of the shop");
  await add(app, "the shop");
  const [first] = await found(app, "refund policy");
  expect(first).toBe("refund policy of the shop");
});

test("a filter field narrows the search to its value", async () => {
  const app = await openApp();
  await add(app, "secret plan", "ann");
  await add(app, "secret price", "bob");
  expect(await found(app, "secret", "bob")).toEqual(["secret price"]);
  expect(await found(app, "secret", "carl")).toEqual([]);
});

test("the search index follows changes and removals", async () => {
  const app = await openApp();
  const id = await add(app, "old words");
  await app.mutate("notes:replace", { id, owner: "ann", text: "new words" });
  expect(await found(app, "old")).toEqual([]);
  expect(await found(app, "new")).toEqual(["new words"]);
  await app.mutate("notes:remove", { id });
  expect(await found(app, "new")).toEqual([]);
});

test("a rolled back document is not found", async () => {
  const app = await openApp();
  await app.run("notes:addThenFail", { owner: "ann", data: null });
  expect(await found(app, "never")).toEqual([]);
});

test("a search is invalidated by a new match", async () => {
  const app = await openApp();
  const outcome = await app.ask("notes:search", { words: "late" });
  let called = false;
  app.runtime.subscribe(outcome.readSet, () => (called = true));
  await add(app, "a late note");
  expect(called).toBe(true);
});

test("quotes and operators in the words are only words", async () => {
  const app = await openApp();
  await add(app, "near the station");
  expect(await found(app, '"near" AND (station* OR -x')).toEqual([
    "near the station",
  ]);
  expect(await found(app, '"" * ()')).toEqual([]);
});
