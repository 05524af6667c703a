import { v } from "convex/values";
import { MAX_MESSAGE_CHARS } from "../../lib/assistant/prompt";
import type { Doc } from "../_generated/dataModel";
import { internalQuery } from "../functions";
import { listRecent } from "../messages/model";
import { requireTenant } from "../tenants/model";
import { loadTask, type Thread } from "./taskModel";
import { loadedTask } from "./schema";
import { getTurn } from "./turnModel";

const RECENT_MESSAGES = 30;

/** Everything an answer needs, read at one moment; null when the turn's version is no longer wanted. */
export const load = internalQuery({
  args: { turnId: v.id("turns"), version: v.number(), now: v.number() },
  returns: v.union(loadedTask, v.null()),
  handler: async (ctx, { turnId, version, now }) => {
    const turn = await getTurn(ctx, turnId);
    if (turn?.status !== "open" || turn.version !== version) return null;
    const tenant = await requireTenant(ctx, turn.tenantId);
    const recent = await listRecent(ctx, turn.conversationId, RECENT_MESSAGES);
    return loadTask(ctx, tenant, splitThread(recent, turn), now);
  },
});

/** The burst to answer, joined, and what was said before it. */
function splitThread(recent: Doc<"messages">[], turn: Doc<"turns">): Thread {
  const burst: string[] = [];
  const history: Thread["history"] = [];
  for (const message of recent) {
    if (message.text === "") continue;
    if (
      message.direction === "inbound" &&
      message._creationTime >= turn.startedAt
    ) {
      burst.push(message.text.slice(0, MAX_MESSAGE_CHARS));
    } else if (wasSeen(message)) {
      history.push({ role: roleOf(message), text: message.text });
    }
  }
  return { history, message: burst.join("\n") };
}

function wasSeen(message: Doc<"messages">): boolean {
  return !["queued", "sending", "failed", "blocked"].includes(message.status);
}

function roleOf(message: Doc<"messages">): "customer" | "assistant" | "agent" {
  if (message.direction === "inbound") return "customer";
  const purpose = message.outbound?.purpose;
  return purpose === "ai_reply" || purpose === "welcome"
    ? "assistant"
    : "agent";
}
