/*
 * The authority of a webhook is whose key signed it, never what its body claims.
 * A body that names another session than its key's instance is quarantined.
 */
import { type Infer, v } from "convex/values";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { countRejection } from "../webhooks/model";
import { getInstanceByAddress, getInstanceBySession } from "./model";

export const channel = v.union(
  v.object({
    kind: v.literal("instance"),
    instanceId: v.string(),
    token: v.string(),
  }),
  v.object({ kind: v.literal("global") }),
);

export type Channel = Infer<typeof channel>;

/** The instance an authentic event is about; null (and counted) when it names none of ours. */
export async function resolveInstance(
  ctx: MutationCtx,
  source: Channel,
  session: string,
): Promise<Doc<"instances"> | null> {
  if (source.kind === "global") {
    const instance = await getInstanceBySession(ctx, session);
    if (instance === null)
      await countRejection(ctx, "global", "unknown_session");
    return unlessRemoved(instance);
  }
  const instance = await getInstanceByAddress(ctx, source);
  if (instance !== null && instance.sessionName === session) {
    return unlessRemoved(instance);
  }
  await countRejection(ctx, instance ?? "unknown", "session_mismatch");
  return null;
}

// A session goes on reporting while it is taken down; nothing of that counts.
function unlessRemoved(
  instance: Doc<"instances"> | null,
): Doc<"instances"> | null {
  return instance?.removedAt === null ? instance : null;
}
