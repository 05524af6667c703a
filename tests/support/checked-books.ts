import { api } from "../../convex/_generated/api";
import type { Doc, Id, TableNames } from "../../convex/_generated/dataModel";
import { messageEvent } from "./deliveries";
import type { Person } from "./people";
import { type Backend, type Business, drain, post } from "./product";

/** Lets a customer write and be answered, so that there is something to check. */
export async function customerWrites(
  t: Backend,
  business: Business,
  times: number,
): Promise<void> {
  for (let index = 0; index < times; index += 1) {
    await post(t, business, messageEvent(business));
    await drain(t);
  }
}

/** Checks the books of a person's business and returns the verdict. */
export async function checkBooks(t: Backend, owner: Person) {
  await owner.mutation(api.credits.verification.start, {});
  await drain(t);
  const verdict = await owner.query(api.credits.verification.latest, {});
  if (verdict === null) throw new Error("No verdict.");
  return verdict;
}

export async function problemsOf(t: Backend, owner: Person) {
  const { problems } = await checkBooks(t, owner);
  return problems.map(
    ({ check, entry, detail }) =>
      `${check}${entry === null ? "" : ` #${entry}`}: ${detail}`,
  );
}

/** Changes a row behind the product's back. */
export async function corrupt<T extends TableNames>(
  t: Backend,
  table: T,
  change: Partial<Doc<T>>,
  position = 0,
): Promise<Id<T>> {
  return t.run(async (ctx) => {
    const row = (await ctx.db.query(table).collect())[position];
    if (row === undefined) throw new Error("There is no such row.");
    await ctx.db.patch(row._id, change as never);
    return row._id;
  });
}

export async function auditOf(t: Backend, action: string) {
  const events = await t.run((ctx) => ctx.db.query("auditEvents").collect());
  return events.filter((event) => event.action === action);
}
