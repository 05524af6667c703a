import { v } from "convex/values";
import { MAX_MESSAGE_CHARS } from "../../lib/assistant/prompt";
import type { Doc } from "../_generated/dataModel";
import { internalQuery } from "../functions";
import { listRecent } from "../messages/model";
import { requireTenant } from "../tenants/model";
import { gatewayOpenUntil, listBreakers } from "./breakerModel";
import { loadTask, type Thread } from "./taskModel";
import { roleOf, wasSeen } from "./threadModel";
import { loadedTurn } from "./schema";
import { getTurn } from "./turnModel";

const RECENT_MESSAGES = 30;

/** Everything an answer needs, read at one moment; null when the turn's version is no longer wanted. */
export const load = internalQuery({
  args: { turnId: v.id("turns"), version: v.number(), now: v.number() },
  returns: v.union(loadedTurn, v.null()),
  handler: async (ctx, { turnId, version, now }) => {
    const turn = await getTurn(ctx, turnId);
    if (turn?.status !== "open" || turn.version !== version) return null;
    if (turn.lane === "parked") return { kind: "parked" as const };
    const breakers = await listBreakers(ctx);
    if (gatewayOpenUntil(breakers, now) !== null) {
      return { kind: "gateway_open" as const };
    }
    const tenant = await requireTenant(ctx, turn.tenantId);
    const recent = await listRecent(ctx, turn.conversationId, RECENT_MESSAGES);
    const thread = splitThread(recent, turn);
    return loadTask(ctx, tenant, thread, { now, breakers });
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
