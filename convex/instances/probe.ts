import { type Infer, v } from "convex/values";
import { createWahaClient } from "../../lib/clients/waha";
import {
  createWahaHistory,
  type ListedMessage,
  type WahaHistory,
} from "../../lib/clients/waha-history";
import { GRACE_MS } from "../../lib/instances/gateway-health";
import { internal } from "../_generated/api";
import type { Id } from "../_generated/dataModel";
import type { ActionCtx } from "../_generated/server";
import { wahaEnv } from "../env";
import { internalAction } from "../functions";
import type { wahaMessage } from "../messages/schema";
import { type findings, listCursor } from "./schema";

type Found = Infer<typeof findings>;

const PAGE = 100;
const MAX_PAGES = 5;
/** Messages taken in by one transaction. */
const BATCH = 10;

function gateway() {
  const options = {
    ...wahaEnv(),
    fetch: (input: string | URL | Request, init?: RequestInit) =>
      fetch(input, init),
    timeoutMs: 15_000,
  };
  return {
    waha: createWahaClient(options),
    history: createWahaHistory(options),
  };
}

/** Compares a number with its gateway, and fetches what no webhook brought; `from` goes on where the last one stopped. */
export const look = internalAction({
  args: { instanceId: v.id("instances"), from: v.optional(listCursor) },
  returns: v.null(),
  handler: async (ctx, { instanceId, from }) => {
    const task = await ctx.runMutation(internal.instances.monitor.prepare, {
      instanceId,
    });
    if (task === null) return null;
    const { waha, history } = gateway();
    const askedAt = Date.now();
    const known = await waha.getSession(task.sessionName);
    const found = await judge(known, askedAt, async (accountId) => {
      await ctx.runMutation(internal.instances.monitor.revive, {
        instanceId,
        askedAt,
        accountId,
      });
      if (!task.isActive) return { kind: "listed", isPending: false };
      return compareAll(ctx, history, {
        instanceId,
        session: task.sessionName,
        from: from ?? { since: task.since, offset: 0 },
      });
    });
    await ctx.runMutation(internal.instances.monitor.conclude, {
      instanceId,
      found,
    });
    return null;
  },
});

type Known = Awaited<
  ReturnType<ReturnType<typeof createWahaClient>["getSession"]>
>;
async function judge(
  known: Known,
  askedAt: number,
  whenWorking: (accountId: string | null) => Promise<Found>,
): Promise<Found> {
  if (!known.ok) {
    return known.reason === "not_found"
      ? { kind: "lost" }
      : { kind: "unreachable", reason: known.reason };
  }
  const { status, meId } = known.session;
  return status === "WORKING"
    ? whenWorking(meId)
    : { kind: "not_working", status, askedAt };
}

type Cursor = Infer<typeof listCursor>;
type Place = { instanceId: Id<"instances">; session: string };

/** Page by page; after so many, the rest is left to the next look. */
async function compareAll(
  ctx: ActionCtx,
  history: WahaHistory,
  { from, ...place }: Place & { from: Cursor },
): Promise<Found> {
  let cursor = from;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { session } = place;
    const listing = await history.listMessages({
      session,
      ...cursor,
      limit: PAGE,
    });
    if (!listing.ok) return { kind: "unlistable", reason: listing.reason };
    const { messages } = listing;
    const isLast = listing.count < PAGE;
    const taken = await takePage(ctx, history, place, { messages, isLast });
    if (taken.failed > 0) return { kind: "unlistable", reason: "not_taken_in" };
    if (isLast) return { kind: "listed", isPending: taken.isPending };
    cursor = after(cursor, messages.at(-1)?.message.sentAt ?? cursor.since);
  }
  return { kind: "more", from: cursor };
}

/** The gateway counts in seconds: inside of one, only the offset gets on. */
function after({ since, offset }: Cursor, lastAt: number): Cursor {
  const isSameSecond = Math.floor(lastAt / 1_000) <= Math.floor(since / 1_000);
  return isSameSecond
    ? { since, offset: offset + PAGE }
    : { since: lastAt, offset: 0 };
}

type Page = { messages: ListedMessage[]; isLast: boolean };

async function takePage(
  ctx: ActionCtx,
  history: WahaHistory,
  { instanceId, session }: Place,
  { messages, isLast }: Page,
): Promise<{ failed: number; isPending: boolean }> {
  const direct = messages.filter(
    ({ message }) => message.chatKind === "direct",
  );
  const { missing, unacknowledged } = await ctx.runQuery(
    internal.messages.backfill.compare,
    {
      instanceId,
      listed: direct.map(({ message, ack }) => ({
        bareId: message.bareId,
        ack: message.fromMe ? ack : null,
      })),
    },
  );
  const dueBefore = Date.now() - GRACE_MS;
  const due = direct.filter(({ message }) => message.sentAt <= dueBefore);
  const wanted = due.filter(({ message }) => missing.includes(message.bareId));
  const whole = await withFiles(history, session, wanted);
  const { filled, failed } = await takeMissing(ctx, instanceId, whole);
  await takeAcks(
    ctx,
    instanceId,
    due.filter(({ message }) => unacknowledged.includes(message.bareId)),
  );
  const listedUpTo = messages.at(-1)?.message.sentAt ?? 0;
  await ctx.runMutation(internal.instances.monitor.advance, {
    instanceId,
    listedUpTo: failed > 0 ? 0 : isLast ? Date.now() : listedUpTo,
    newestAt: direct.at(-1)?.message.sentAt ?? null,
    filled,
  });
  return { failed, isPending: missing.length > wanted.length };
}

type Message = Infer<typeof wahaMessage>;

/** The list names files without making them ready; a message of its own does. */
async function withFiles(
  history: WahaHistory,
  session: string,
  listed: ListedMessage[],
): Promise<Message[]> {
  const messages: Message[] = [];
  for (const { message } of listed) {
    const { chatId, bareId, fromMe, media } = message;
    const isReady = media?.path !== null;
    const whole = isReady
      ? message
      : await history.getMessage({ session, chatId, bareId, fromMe });
    messages.push(whole ?? message);
  }
  return messages;
}

async function takeMissing(
  ctx: ActionCtx,
  instanceId: Id<"instances">,
  messages: Message[],
): Promise<{ filled: number; failed: number }> {
  const sum = { filled: 0, failed: 0 };
  for (let start = 0; start < messages.length; start += BATCH) {
    const counts = await ctx.runMutation(internal.messages.backfill.take, {
      instanceId,
      messages: messages.slice(start, start + BATCH),
      acks: [],
    });
    sum.filled += counts.filled;
    sum.failed += counts.failed;
  }
  return sum;
}

async function takeAcks(
  ctx: ActionCtx,
  instanceId: Id<"instances">,
  listed: ListedMessage[],
): Promise<void> {
  const acks = listed.flatMap(({ message, ack }) =>
    ack === null
      ? []
      : [{ bareId: message.bareId, chatId: message.chatId, level: ack }],
  );
  if (acks.length === 0) return;
  await ctx.runMutation(internal.messages.backfill.take, {
    instanceId,
    messages: [],
    acks,
  });
}
