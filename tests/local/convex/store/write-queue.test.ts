import { setImmediate } from "node:timers/promises";

import { expect, test } from "vitest";

import type { Store } from "../../../../local/convex/store/store";
import {
  WriteQueue,
  type WriteJob,
} from "../../../../local/convex/store/write-queue";

/** A store whose commits do nothing but succeed. */
const committing = {
  begin() {},
  commit: () => 1n,
  rollback() {},
  announce() {},
} as unknown as Store;

/** Longer than a batch may stay open. */
function keepBusy(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

function jobs(order: string[]) {
  return (name: string, isAwaited: boolean, busyMs = 0): WriteJob => ({
    isAwaited,
    run() {
      keepBusy(busyMs);
      order.push(name);
      return Promise.resolve({ points: [], wrote: true });
    },
    committed() {},
    failed(error) {
      throw error;
    },
  });
}

test("jobs somebody waits for go before scheduled ones", async () => {
  const order: string[] = [];
  const job = jobs(order);
  const queue = new WriteQueue(committing);
  queue.push(job("scheduled", false));
  queue.push(job("awaited", true));
  await queue.idle();
  expect(order).toEqual(["awaited", "scheduled"]);
});

test("who calls while scheduled work is piled up does not wait for all of it", async () => {
  const order: string[] = [];
  const job = jobs(order);
  const queue = new WriteQueue(committing);
  for (let at = 0; at < 5; at += 1)
    queue.push(job(`scheduled ${at}`, false, 25));
  // Arrives by the event loop, as requests do, when the first batch has begun.
  const arrived = setImmediate().then(() => queue.push(job("awaited", true)));
  await arrived;
  await queue.idle();
  expect(order.slice(0, 3)).toContain("awaited");
});

test("who calls while a batch is open is heard before it is through", async () => {
  const order: string[] = [];
  const job = jobs(order);
  const queue = new WriteQueue(committing);
  for (let at = 0; at < 3; at += 1) {
    queue.push(job(`scheduled ${at}`, false, 3));
  }
  await setImmediate().then(() => queue.push(job("awaited", true)));
  await queue.idle();
  expect(order).toEqual([
    "scheduled 0",
    "awaited",
    "scheduled 1",
    "scheduled 2",
  ]);
});
