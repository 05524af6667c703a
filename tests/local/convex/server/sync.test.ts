import type { Value } from "convex/values";
import { expect, test } from "vitest";

import { startApp } from "./support/app";
import {
  action,
  eventually,
  follow,
  httpClient,
  mutation,
  query,
  reactClient,
} from "./support/clients";

test("a followed query hears of a write by somebody else", async () => {
  const app = await startApp();
  const feed = follow(reactClient(app.url), "messages:list", { channel: "a" });
  await feed.until((value) => Array.isArray(value) && value.length === 0);
  await httpClient(app.url).mutation(mutation("messages:send"), {
    channel: "a",
    body: "one",
  });
  await feed.until((value) => Array.isArray(value) && value.length === 1);
  expect(feed.seen).toEqual([[], ["one"]]);
});

test("a write that touches nothing a query read sends it nothing", async () => {
  const app = await startApp();
  const client = reactClient(app.url);
  const feed = follow(client, "messages:list", { channel: "a" });
  await feed.until((value) => value !== undefined);
  await client.mutation(mutation("messages:send"), {
    channel: "other",
    body: "x",
  });
  await client.mutation(mutation("messages:send"), { channel: "a", body: "y" });
  await feed.until((value) => Array.isArray(value) && value.length === 1);
  expect(feed.seen).toEqual([[], ["y"]]);
});

test("an optimistic update is replaced by the real row in one step, never shown twice", async () => {
  const app = await startApp();
  const client = reactClient(app.url);
  const feed = follow(client, "messages:list", { channel: "o" });
  await feed.until((value) => value !== undefined);
  for (let round = 0; round < 20; round += 1) {
    await client.mutation(
      mutation("messages:send"),
      { channel: "o", body: `m${round}` },
      {
        optimisticUpdate: (store, args) => {
          const before = store.getQuery(query("messages:list"), {
            channel: "o",
          }) as string[];
          store.setQuery(query("messages:list"), { channel: "o" }, [
            ...before,
            `sending ${String(args["body"])}`,
          ]);
        },
      },
    );
    const now = client
      .watchQuery(query("messages:list"), { channel: "o" })
      .localQueryResult() as string[];
    expect(now.at(-1)).toBe(`m${round}`);
  }
  for (const value of feed.seen as string[][]) {
    const names = value.map((name) => name.replace("sending ", ""));
    expect(new Set(names).size).toBe(names.length);
  }
});

test("a failed mutation rejects, drops its optimistic update, and the socket lives on", async () => {
  const app = await startApp();
  const client = reactClient(app.url);
  const feed = follow(client, "messages:list", { channel: "f" });
  await feed.until((value) => value !== undefined);
  const failing = client.mutation(
    mutation("messages:refuse"),
    {},
    {
      optimisticUpdate: (store) => {
        store.setQuery(query("messages:list"), { channel: "f" }, ["wrong"]);
      },
    },
  );
  await expect(failing).rejects.toThrow(/REFUSED/);
  expect(feed.seen).toEqual([[], ["wrong"], []]);
  expect(await client.action(action("work:echo"), { text: "z" })).toBe(
    "echo z",
  );
  await expect(client.action(action("work:failAction"), {})).rejects.toThrow(
    /the action broke/,
  );
});

test("mutations of one socket run in the order they were called", async () => {
  const app = await startApp();
  const client = reactClient(app.url);
  const bodies = Array.from({ length: 200 }, (_, index) => `n${index}`);
  await Promise.all(
    bodies.map((body) =>
      client.mutation(mutation("messages:send"), { channel: "s", body }),
    ),
  );
  expect(await client.query(query("messages:list"), { channel: "s" })).toEqual(
    bodies,
  );
});

test("two queries of one socket never show different moments", async () => {
  const app = await startApp();
  const client = reactClient(app.url);
  const left = follow(client, "messages:list", { channel: "t" });
  const right = follow(client, "messages:count");
  await right.until((value) => value !== undefined);
  const states: [number, number][] = [];
  const watchLeft = client.watchQuery(query("messages:list"), { channel: "t" });
  const watchRight = client.watchQuery(query("messages:count"), {});
  watchRight.onUpdate(() => {
    const rows = watchLeft.localQueryResult() as string[] | undefined;
    if (rows !== undefined)
      states.push([rows.length, watchRight.localQueryResult() as number]);
  });
  const writer = httpClient(app.url);
  await Promise.all(
    Array.from({ length: 60 }, () =>
      writer.mutation(
        mutation("messages:send"),
        { channel: "t", body: "x" },
        { skipQueue: true },
      ),
    ),
  );
  await right.until((value) => value === 60);
  expect(states.length).toBeGreaterThan(0);
  for (const [rows, total] of states) expect(rows).toBe(total);
  left.stop();
});

test("a query that fails reports its error and recovers by itself", async () => {
  const app = await startApp();
  const client = reactClient(app.url);
  const watch = client.watchQuery(query("messages:crash"), {});
  let failure: unknown = null;
  watch.onUpdate(() => {
    try {
      watch.localQueryResult();
    } catch (error) {
      failure = error;
    }
  });
  await eventually(
    () => failure,
    (error) => error !== null,
  );
  expect(String(failure)).toContain("the query broke");
});

test("an answer above 5 MB arrives whole, in chunks", async () => {
  const app = await startApp();
  const client = reactClient(app.url);
  const args = { characters: 4_000_000, salt: "b" };
  const feed = follow(client, "messages:bulk", args);
  await feed.until((value) => value !== undefined);
  expect((feed.seen[0] as string).length).toBe(4_000_000);
});

test("a page keeps its end while rows are added before it (reactive pagination)", async () => {
  const app = await startApp();
  const client = reactClient(app.url);
  const send = (body: string) =>
    client.mutation(mutation("messages:send"), { channel: "p", body });
  for (const body of ["1", "2", "3", "4", "5"]) await send(body);
  type Page = { page: string[]; isDone: boolean; continueCursor: string };
  const pageArgs = (cursor: string | null) => ({
    channel: "p",
    paginationOpts: { numItems: 3, cursor, id: 1 } as Value,
  });
  const first = follow(client, "messages:page", pageArgs(null));
  await first.until((value) => value !== undefined);
  const opening = first.seen[0] as unknown as Page;
  expect(opening.page).toEqual(["1", "2", "3"]);
  const second = follow(
    client,
    "messages:page",
    pageArgs(opening.continueCursor),
  );
  await second.until((value) => value !== undefined);
  expect((second.seen[0] as unknown as Page).page).toEqual(["4", "5"]);
  await send("6");
  await second.until((value) => (value as unknown as Page).page.length === 3);
  expect((second.seen.at(-1) as unknown as Page).page).toEqual(["4", "5", "6"]);
  const rows = app.runtime.systemQuery("messages", "by_creation_time", {
    limit: 10,
  });
  await client.mutation(mutation("messages:remove"), {
    id: rows[1]?.["_id"] as string,
  });
  await first.until((value) => (value as unknown as Page).page.length === 2);
  const kept = first.seen.at(-1) as unknown as Page;
  expect(kept.page).toEqual(["1", "3"]);
  expect(kept.continueCursor).toBe(opening.continueCursor);
});

test("after a restart of the runtime a client reconnects and sees later writes", async () => {
  const app = await startApp();
  const client = reactClient(app.url);
  const feed = follow(client, "messages:list", { channel: "r" });
  await feed.until((value) => value !== undefined);
  await client.mutation(mutation("messages:send"), {
    channel: "r",
    body: "before",
  });
  await app.restart();
  await client.mutation(mutation("messages:send"), {
    channel: "r",
    body: "after",
  });
  await feed.until((value) => Array.isArray(value) && value.length === 2);
  expect(feed.seen.at(-1)).toEqual(["before", "after"]);
});

test("subscriptions outlive a reload of the functions", async () => {
  const app = await startApp();
  const client = reactClient(app.url);
  const feed = follow(client, "messages:list", { channel: "h" });
  await feed.until((value) => value !== undefined);
  await app.runtime.reload();
  await httpClient(app.url).mutation(mutation("messages:send"), {
    channel: "h",
    body: "after",
  });
  await feed.until((value) => Array.isArray(value) && value.length === 1);
});
