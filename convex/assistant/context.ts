import { type Infer, v } from "convex/values";
import { MAX_MESSAGE_CHARS } from "../../lib/assistant/prompt";
import type { Doc } from "../_generated/dataModel";
import { geminiEnv } from "../env";
import { internalQuery } from "../functions";
import { listRecent } from "../messages/model";
import { requireTenant } from "../tenants/model";
import {
  getProfile,
  isBudgetSpent,
  listKnowledge,
  listUsableModels,
} from "./model";
import { getTurn } from "./turnModel";

const RECENT_MESSAGES = 30;

const historyEntry = v.object({
  role: v.union(
    v.literal("customer"),
    v.literal("assistant"),
    v.literal("agent"),
  ),
  text: v.string(),
});

const task = v.object({
  business: v.object({
    name: v.string(),
    description: v.string(),
    tone: v.string(),
    language: v.union(v.string(), v.null()),
    rules: v.array(v.string()),
    customPrompt: v.union(v.string(), v.null()),
  }),
  knowledge: v.array(v.object({ title: v.string(), content: v.string() })),
  history: v.array(historyEntry),
  message: v.string(),
  allowedLinkHosts: v.array(v.string()),
  models: v.array(v.string()),
});

/** Everything an answer needs, read at one moment; null when the turn's version is no longer wanted. */
export const load = internalQuery({
  args: { turnId: v.id("turns"), version: v.number(), now: v.number() },
  returns: v.union(
    v.object({ kind: v.literal("ready"), task }),
    v.object({ kind: v.literal("budget_reached") }),
    v.null(),
  ),
  handler: async (ctx, { turnId, version, now }) => {
    const turn = await getTurn(ctx, turnId);
    if (turn?.status !== "open" || turn.version !== version) return null;
    const tenant = await requireTenant(ctx, turn.tenantId);
    if (await isBudgetSpent(ctx, tenant, now)) {
      return { kind: "budget_reached" as const };
    }
    const recent = await listRecent(ctx, turn.conversationId, RECENT_MESSAGES);
    const { handoffWords, handoffNotice, allowedLinkHosts, ...voice } =
      await getProfile(ctx, tenant._id);
    const knowledge = await listKnowledge(ctx, tenant._id);
    const { model, fallbackModel } = geminiEnv();
    return {
      kind: "ready" as const,
      task: {
        business: { name: tenant.name, ...voice },
        knowledge: knowledge.map(({ title, content }) => ({ title, content })),
        ...splitThread(recent, turn),
        allowedLinkHosts,
        models: await listUsableModels(ctx, [model, fallbackModel], now),
      },
    };
  },
});

type Thread = {
  history: Infer<typeof historyEntry>[];
  message: string;
};

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
  return message.outbound?.purpose === "ai_reply" ? "assistant" : "agent";
}
