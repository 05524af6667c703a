/* What the model is asked: the same for a customer's turn and for a dry run. */
import type { Infer } from "convex/values";
import { usableWithOwnKey } from "../../lib/assistant/own-key";
import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { geminiEnv } from "../env";
import { type Breakers, usableModels } from "./breakerModel";
import { listActiveKnowledge } from "./knowledgeModel";
import { getProfile } from "./model";
import { takeOwnKey } from "./ownKeyModel";
import type { loadedTask } from "./schema";
import { isBudgetSpent } from "./usageModel";

type Loaded = Infer<typeof loadedTask>;
type Task = Extract<Loaded, { kind: "ready" }>["task"];

/** The words to answer, and what was said before them. */
export type Thread = Pick<Task, "history" | "message">;

/** Everything an answer needs, read at one moment. */
export async function loadTask(
  ctx: QueryCtx,
  tenant: Doc<"tenants">,
  thread: Thread,
  { now, breakers }: { now: number; breakers: Breakers },
): Promise<Loaded> {
  if (await isBudgetSpent(ctx, tenant, now)) return { kind: "budget_reached" };
  const profile = await getProfile(ctx, tenant._id);
  const knowledge = await listActiveKnowledge(ctx, tenant._id);
  const { model, fallbackModel } = geminiEnv();
  const own = await takeOwnKey(ctx, tenant);
  const candidates = [model, fallbackModel];
  return {
    kind: "ready",
    ownKey: own?.taken ?? null,
    task: {
      business: {
        name: tenant.name,
        personaName: profile.personaName,
        description: profile.description,
        address: profile.address,
        hoursText: profile.hoursText,
        tone: profile.tone,
        languages: profile.languages,
        rules: profile.rules,
        customPrompt: profile.customPrompt,
      },
      knowledge: knowledge.map(({ title, content }) => ({ title, content })),
      ...thread,
      allowedLinkHosts: profile.allowedLinkHosts,
      models:
        own === null
          ? usableModels(breakers, candidates, now)
          : usableWithOwnKey(own.breakers, candidates, now),
    },
  };
}
