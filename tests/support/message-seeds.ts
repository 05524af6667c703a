import type { WithoutSystemFields } from "convex/server";
import type { Doc, Id } from "../../convex/_generated/dataModel";
import { messageEvent } from "./deliveries";
import { type Backend, type Business, post } from "./product";

export type Seed = { thread: number; ageMinutes: number; fromPhone: boolean };
export type Seeder = (seeds: readonly Seed[]) => Promise<void>;

type Template = {
  message: WithoutSystemFields<Doc<"messages">>;
  conversation: WithoutSystemFields<Doc<"conversations">>;
};

/** Stores messages of a business as fast as rows can be written, with times of the past. */
export function createSeeder(t: Backend, business: Business): Seeder {
  const threads = new Map<number, Id<"conversations">>();
  let template: Template | null = null;
  let serial = 0;
  return async (seeds) => {
    template ??= await makeTemplate(t, business);
    const { message, conversation } = template;
    for (const seed of seeds) {
      serial += 1;
      await t.run(async (ctx) => {
        const conversationId =
          threads.get(seed.thread) ??
          (await ctx.db.insert("conversations", {
            ...conversation,
            lastMessageAt: 0,
          }));
        threads.set(seed.thread, conversationId);
        const sentAt = Date.now() - seed.ageMinutes * 60_000;
        const newest = (await ctx.db.get(conversationId))?.lastMessageAt ?? 0;
        await ctx.db.patch(conversationId, {
          lastMessageAt: Math.max(newest, sentAt),
        });
        await ctx.db.insert("messages", {
          ...message,
          conversationId,
          externalId: `seed-${String(serial)}`,
          direction: seed.fromPhone ? "outbound" : "inbound",
          author: seed.fromPhone ? "phone" : "customer",
          status: seed.fromPhone ? "sent" : "received",
          sentAt,
          ...(sentAt < newest ? {} : { previousAt: newest }),
        });
      });
    }
  };
}

/** A real message and conversation to copy; the message itself is gone afterwards. */
async function makeTemplate(t: Backend, business: Business): Promise<Template> {
  await post(t, business, messageEvent(business, { fromMe: true, text: "x" }));
  return t.run(async (ctx) => {
    const message = await ctx.db.query("messages").first();
    const conversation = await ctx.db.query("conversations").first();
    if (message === null || conversation === null) {
      throw new Error("Nothing to copy.");
    }
    await ctx.db.delete(message._id);
    const { _id: _m, _creationTime: _mt, previousAt: _, ...fields } = message;
    const { _id: _c, _creationTime: _ct, ...rest } = conversation;
    return { message: fields, conversation: rest };
  });
}
