/*
 * Browsers write to Convex without passing the app's server, so these limits
 * are counted in the transaction of the write itself: no other service has to
 * answer, and a refused write leaves nothing behind.
 */
import { appError } from "../../lib/errors";
import {
  limitsOf,
  type LimitScope,
  type MemberAction,
} from "../../lib/limits/actions";
import { countInWindow } from "../../lib/limits/window";
import type { MutationCtx } from "../_generated/server";

export type Whose = { person: string; business: string | null };

/** Counts a call of a person; RATE_LIMITED, with the wait, beyond a limit. */
export async function countCall(
  ctx: MutationCtx,
  whose: Whose,
  action: MemberAction,
): Promise<void> {
  for (const { scope, limit } of limitsOf(action)) {
    const owner = whose[scope];
    if (owner !== null) await countOne(ctx, { scope, action, owner, limit });
  }
}

async function countOne(
  ctx: MutationCtx,
  window: {
    scope: LimitScope;
    action: MemberAction;
    owner: string;
    limit: number;
  },
): Promise<void> {
  const key = `${window.scope}:${window.action}:${window.owner}`;
  const row = await ctx.db
    .query("callWindows")
    .withIndex("by_key", (q) => q.eq("key", key))
    .unique();
  const verdict = countInWindow(row, window.limit, Date.now());
  if (!verdict.ok) {
    throw appError("RATE_LIMITED", "Too many calls; wait a moment.", {
      retryAfterMs: verdict.retryAfterMs,
    });
  }
  const { startedAt, count, previous } = verdict.next;
  if (row === null) {
    await ctx.db.insert("callWindows", { key, startedAt, count, previous });
  } else {
    await ctx.db.patch("callWindows", row._id, { startedAt, count, previous });
  }
}
