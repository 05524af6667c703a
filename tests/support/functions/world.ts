import { expect } from "vitest";
import schema from "../../../convex/schema";
import { messageEvent } from "../deliveries";
import { configurePayments } from "../polar";
import {
  type Backend,
  type Business,
  configureBackend,
  createBackend,
  createBusiness,
  drain,
  post,
} from "../product";
import { fakeVendors } from "../vendors";
import { idsOf } from "./ids";
import type { Ids } from "./row";

export type World = {
  t: Backend;
  mine: Business;
  theirs: Business;
  myIds: Ids;
  theirIds: Ids;
};

/** What the world needs around it: settings and vendors. */
export function configureWorld(): void {
  configureBackend();
  configurePayments();
  fakeVendors();
}

/** Two businesses with a row of every kind that a function takes by its id. */
export async function createWorld(): Promise<World> {
  const t = createBackend();
  configureWorld();
  const mine = await createBusiness(t, { name: "Mine" });
  const theirs = await createBusiness(t, { name: "Theirs" });
  await post(t, mine, messageEvent(mine));
  await post(t, theirs, messageEvent(theirs));
  await drain(t);
  const myIds = await idsOf(t, mine);
  return { t, mine, theirs, myIds, theirIds: await idsOf(t, theirs) };
}

/** Every row of every table. */
export async function everyRow(t: Backend): Promise<string> {
  const tables = Object.keys(schema.tables) as (keyof typeof schema.tables)[];
  return t.run(async (ctx) => {
    const rows: unknown[] = [
      await ctx.db.system.query("_scheduled_functions").collect(),
      await ctx.db.system.query("_storage").collect(),
    ];
    for (const table of tables) rows.push(await ctx.db.query(table).collect());
    return JSON.stringify(rows);
  });
}

/**
 * Runs a test in a transaction that is thrown away, so that the next one finds
 * the rows as this one did. Nothing that is scheduled inside ever runs.
 */
export async function undone(
  t: Backend,
  body: (inside: Backend) => Promise<void>,
): Promise<void> {
  const thrownAway = new Error("thrown away");
  let done: Promise<void> = Promise.resolve();
  const transaction = t.run(async (ctx) => {
    done = body({ ...t, run: (handler) => handler(ctx) });
    await done.catch(() => undefined);
    throw thrownAway;
  });
  await expect(transaction).rejects.toBe(thrownAway);
  await done;
}
