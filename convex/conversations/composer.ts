import { v } from "convex/values";
import { available } from "../../lib/credits/ledger";
import { priceOf } from "../../lib/credits/prices";
import { requireWallet } from "../credits/model";
import { tenantQuery } from "../functions";
import { findObstacle } from "../messages/obstacleModel";
import { requireConversation } from "./model";
import { peopleOf, person } from "./peopleModel";
import { getLock } from "./presenceModel";

/** Whether a message can be written here, what it costs and who else is at it. */
export const get = tenantQuery({
  permission: "read",
  args: { conversationId: v.id("conversations") },
  returns: v.object({
    blocked: v.union(
      v.literal("suspended"),
      v.literal("sending_stopped"),
      v.literal("not_connected"),
      v.literal("opted_out"),
      v.literal("no_credits"),
      v.null(),
    ),
    price: v.number(),
    available: v.number(),
    lock: v.union(v.object({ person, until: v.number() }), v.null()),
  }),
  handler: async (ctx, { conversationId }) => {
    const conversation = await requireConversation(
      ctx,
      ctx.tenant._id,
      conversationId,
    );
    const obstacle = await findObstacle(ctx, ctx.tenant, conversation);
    const credits = available(await requireWallet(ctx, ctx.tenant._id));
    const price = priceOf("text");
    const lock = await getLock(ctx, conversation._id);
    const people = peopleOf(ctx, ctx.membership);
    return {
      blocked: obstacle ?? (credits < price ? ("no_credits" as const) : null),
      price,
      available: credits,
      lock:
        lock === null
          ? null
          : { person: await people.byId(lock.memberId), until: lock.until },
    };
  },
});
