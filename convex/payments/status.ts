import { type Infer, v } from "convex/values";
import type { QueryCtx } from "../_generated/server";
import { paymentsEnv } from "../env";
import { operatorQuery } from "../functions";
import { listEvents, listRefused } from "./eventModel";
import { countLookedAt, getPoll } from "./lookModel";
import { checkoutFailure } from "./schema";

const SHOWN = 10;
const COUNTED = 100;

const poll = v.union(
  v.object({
    askedAt: v.number(),
    answeredAt: v.union(v.number(), v.null()),
    failure: v.union(checkoutFailure, v.null()),
  }),
  v.null(),
);

/** Whether credits can be bought, and what the provider sent that could not be used. */
export const get = operatorQuery({
  args: {},
  returns: v.object({
    state: v.union(v.literal("off"), v.literal("incomplete"), v.literal("on")),
    /** Variables that are missing or wrong. */
    names: v.array(v.string()),
    provider: v.union(v.string(), v.null()),
    packs: v.number(),
    unreadable: v.array(
      v.object({ eventId: v.string(), about: v.string(), at: v.number() }),
    ),
    /** Deliveries whose signature did not match, in the newest minutes that had any. */
    forged: v.array(v.object({ minuteAt: v.number(), count: v.number() })),
    /** What was asked of the provider because no webhook may come; null: nothing yet. */
    polls: v.object({ orders: poll, refunds: poll }),
    /** Unpaid checkouts it is still asked about, up to a hundred. */
    lookedFor: v.number(),
  }),
  handler: async (ctx) => {
    const env = paymentsEnv();
    const unreadable = await listEvents(ctx, "unreadable", SHOWN);
    const refused = await listRefused(ctx, "mismatch", SHOWN);
    return {
      state: env.state,
      names: env.state === "incomplete" ? env.names : [],
      provider: env.state === "on" ? new URL(env.baseUrl).host : null,
      packs: env.state === "on" ? env.packs.length : 0,
      unreadable: unreadable.map(({ eventId, about, _creationTime }) => ({
        eventId,
        about,
        at: _creationTime,
      })),
      forged: refused.map(({ minute, count }) => ({
        minuteAt: minute * 60_000,
        count,
      })),
      polls: {
        orders: await pollOf(ctx, "orders"),
        refunds: await pollOf(ctx, "refunds"),
      },
      lookedFor: await countLookedAt(ctx, COUNTED),
    };
  },
});

async function pollOf(
  ctx: QueryCtx,
  about: "orders" | "refunds",
): Promise<Infer<typeof poll>> {
  const row = await getPoll(ctx, about);
  if (row === null) return null;
  const { askedAt, answeredAt, failure } = row;
  return { askedAt, answeredAt, failure };
}
