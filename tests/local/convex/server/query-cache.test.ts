import type { JSONValue } from "convex/values";
import { expect, test } from "vitest";

import {
  createQueryCache,
  type QueryRequest,
} from "../../../../local/convex/sync/query-cache";
import type {
  Caller,
  QueryOutcome,
  Runtime,
  Snapshot,
} from "../../../../local/convex/types";

const METADATA = { ip: null, userAgent: null, requestId: "r" };
const ANYBODY: Caller = { kind: "anonymous" };

function user(subject: string): Caller {
  const identity = { tokenIdentifier: `i|${subject}`, issuer: "i", subject };
  return { kind: "user", identity, expiresAt: Number.MAX_SAFE_INTEGER };
}

function request(path: string, journal: string | null = null): QueryRequest {
  return { path, args: {}, key: `${path}\n{}`, journal };
}

/** Answers with the caller's subject where the path says so, and counts. */
function setUp() {
  const ran: string[] = [];
  const invalidate: (() => void)[] = [];
  let live = 0;
  const snapshot: Snapshot = {
    ts: 1n,
    query: async (call): Promise<QueryOutcome> => {
      const readAuth = call.path === "personal";
      const value: JSONValue =
        readAuth && call.caller.kind === "user"
          ? call.caller.identity.subject
          : "same";
      ran.push(`${call.path} ${String(value)}`);
      return {
        ok: true,
        value,
        journal: null,
        logLines: [],
        readAuth,
        readSet: { intervals: 1 },
      };
    },
  };
  const subscribe: Runtime["subscribe"] = (_readSet, onInvalidated) => {
    live += 1;
    invalidate.push(onInvalidated);
    return () => {
      live -= 1;
    };
  };
  const cache = createQueryCache({ subscribe } as Runtime);
  const told: string[] = [];
  const holder = (name: string) => ({ onStale: () => void told.push(name) });
  const hold = (query: QueryRequest, caller: Caller, name = "h") =>
    cache.hold(snapshot, query, caller, METADATA, holder(name));
  return {
    cache,
    ran,
    told,
    invalidate,
    hold,
    holder,
    snapshot,
    live: () => live,
  };
}

test("a query that does not ask who calls runs once for everybody", async () => {
  const { hold, ran } = setUp();
  await hold(request("public"), ANYBODY);
  await hold(request("public"), user("ann"));
  await hold(request("public"), user("bob"));
  expect(ran).toEqual(["public same"]);
});

test("a personal query runs once per person", async () => {
  const { hold, ran } = setUp();
  for (const caller of [user("ann"), user("bob"), user("ann")])
    await hold(request("personal"), caller);
  expect(ran).toEqual(["personal ann", "personal bob"]);
});

test("no journal a client makes up leads to another person's result", async () => {
  const { hold } = setUp();
  const ann = user("ann");
  await hold(request("personal"), ann);
  const identity = ann.kind === "user" ? JSON.stringify(ann.identity) : "";
  for (const journal of [
    identity,
    `${identity}\n`,
    `${identity},null`,
    `["${identity}"`,
  ]) {
    const stolen = await hold(request("personal", journal), user("eve"));
    expect(stolen.fragment).toContain('"eve"');
  }
});

test("every holder is told once when a result becomes stale, and the next call runs again", async () => {
  const { hold, invalidate, ran, told } = setUp();
  await hold(request("public"), ANYBODY, "a");
  await hold(request("public"), ANYBODY, "b");
  invalidate[0]?.();
  invalidate[0]?.();
  expect(told.sort()).toEqual(["a", "b"]);
  await hold(request("public"), ANYBODY);
  expect(ran).toHaveLength(2);
});

test("a result nobody holds any more is let go with its subscription", async () => {
  const { cache, holder, snapshot, live } = setUp();
  const first = holder("a");
  const second = holder("b");
  const one = await cache.hold(
    snapshot,
    request("public"),
    ANYBODY,
    METADATA,
    first,
  );
  const two = await cache.hold(
    snapshot,
    request("public"),
    ANYBODY,
    METADATA,
    second,
  );
  cache.release(one, first);
  expect(live()).toBe(1);
  cache.release(two, second);
  expect(live()).toBe(0);
  expect(cache.size).toBe(0);
});
