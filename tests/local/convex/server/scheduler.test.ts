import { expect, test } from "vitest";

import { openInbox } from "../../../../local/convex/scheduler/inbox";
import { startApp, type App } from "./support/app";
import { eventually, httpClient, mutation, query } from "./support/clients";
import { manualClock } from "./support/manual-clock";

type Kind = "mutation" | "failing" | "action" | "endless";

async function schedule(
  app: App,
  job: Kind,
  keys: string[],
  delayMs = 0,
): Promise<string[]> {
  return (await httpClient(app.url).mutation(mutation("work:schedule"), {
    job,
    keys,
    delayMs,
  })) as string[];
}

async function runs(app: App): Promise<string[]> {
  const { runs: keys } = (await httpClient(app.url).query(
    query("work:pairs"),
    {},
  )) as { runs: string[] };
  return keys.sort();
}

async function states(app: App): Promise<Record<string, number>> {
  const kinds = (await httpClient(app.url).query(
    query("work:jobStates"),
    {},
  )) as string[];
  const counts: Record<string, number> = {};
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

const keys = (count: number): string[] =>
  Array.from(
    { length: count },
    (_, index) => `k${String(index).padStart(4, "0")}`,
  );

test("five hundred scheduled mutations run exactly once each", async () => {
  const app = await startApp();
  await schedule(app, "mutation", keys(500));
  await eventually(
    () => states(app),
    (counts) => counts["success"] === 500,
  );
  expect(await runs(app)).toEqual(keys(500));
});

test("scheduled actions run once, more of them than there are slots", async () => {
  const app = await startApp();
  await schedule(app, "action", keys(400));
  await eventually(
    () => states(app),
    (counts) => counts["success"] === 400,
  );
  expect(await runs(app)).toEqual(keys(400));
});

test("a scheduled mutation that throws changes nothing and is failed for good", async () => {
  const app = await startApp();
  await schedule(app, "failing", keys(3));
  await eventually(
    () => states(app),
    (counts) => counts["failed"] === 3,
  );
  await app.restart();
  await schedule(app, "mutation", ["later"]);
  await eventually(
    () => runs(app),
    (seen) => seen.length > 0,
  );
  expect(await runs(app)).toEqual(["later"]);
  expect(await states(app)).toEqual({ failed: 3, success: 1 });
});

test("a job waits for its time and not longer, also over a restart", async () => {
  const clock = manualClock("2026-03-01T10:00:00Z");
  const app = await startApp({ clock });
  await schedule(app, "mutation", ["late"], 60_000);
  await schedule(app, "mutation", ["soon"], 1_000);
  clock.advance(1_000);
  await eventually(
    () => runs(app),
    (seen) => seen.length === 1,
  );
  await app.restart();
  await schedule(app, "mutation", ["now"]);
  await eventually(
    () => runs(app),
    (seen) => seen.includes("now"),
  );
  expect(await runs(app)).toEqual(["now", "soon"]);
  clock.advance(59_000);
  await eventually(
    () => runs(app),
    (seen) => seen.includes("late"),
  );
});

test("a canceled job never runs", async () => {
  const clock = manualClock("2026-03-01T10:00:00Z");
  const app = await startApp({ clock });
  const [id] = await schedule(app, "mutation", ["canceled"], 1_000);
  await schedule(app, "mutation", ["kept"], 2_000);
  await httpClient(app.url).mutation(mutation("work:cancel"), { id: id ?? "" });
  clock.advance(2_000);
  await eventually(
    () => runs(app),
    (seen) => seen.length > 0,
  );
  expect(await runs(app)).toEqual(["kept"]);
  expect(await states(app)).toEqual({ canceled: 1, success: 1 });
});

test("actions that never end hold up neither scheduled mutations nor callers", async () => {
  const app = await startApp({ drainMs: 0 });
  await schedule(app, "endless", keys(300));
  await eventually(
    () => states(app),
    (counts) => counts["inProgress"] === 256,
  );
  await schedule(app, "mutation", ["behind"]);
  await eventually(
    () => runs(app),
    (seen) => seen.includes("behind"),
  );
});

test("an action that was running when the runtime stopped is failed, not run again", async () => {
  const app = await startApp({ drainMs: 0 });
  await schedule(app, "endless", ["begun"]);
  await eventually(
    () => runs(app),
    (seen) => seen.length === 1,
  );
  await app.restart();
  await eventually(
    () => states(app),
    (counts) => counts["failed"] === 1,
  );
  await schedule(app, "action", ["another"]);
  await eventually(
    () => runs(app),
    (seen) => seen.includes("another"),
  );
  expect(await runs(app)).toEqual(["another", "begun"]);
});

test("the inbox gives every due job once, in order, while it keeps only a few", async () => {
  const clock = manualClock("2026-03-01T10:00:00Z");
  const app = await startApp({ clock });
  await schedule(app, "mutation", keys(40), 60_000);
  const inbox = await openInbox(app.runtime, 10);
  const until = clock.now() + 60_000;
  for (const [index, key] of keys(25).entries()) {
    await schedule(app, "mutation", [`near ${key}`], 1_000 + index);
    inbox.readNew();
  }
  const seen: string[] = [];
  for (
    let job = inbox.takeDue(until);
    job !== null;
    job = inbox.takeDue(until)
  ) {
    seen.push((job.args as { key: string }).key);
  }
  const expected = [...keys(25).map((key) => `near ${key}`), ...keys(40)];
  expect(seen.slice(0, 25)).toEqual(expected.slice(0, 25));
  expect(seen.sort()).toEqual(expected.sort());
});
