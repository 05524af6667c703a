/*
 * A dry run never sends and holds no credits; it counts in the AI budget.
 * A member sees their own dry runs only, the newest 50.
 */
import { LIMITS } from "../../lib/assistant/limits";
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import type { Thread } from "./taskModel";

export type TestTurn = Doc<"testTurns">;

/** A member's dry runs, oldest first. */
export async function listTestTurns(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  memberId: Id<"memberships">,
): Promise<TestTurn[]> {
  const newest = await ctx.db
    .query("testTurns")
    .withIndex("by_tenant_and_member", (q) =>
      q.eq("tenantId", tenantId).eq("memberId", memberId),
    )
    .order("desc")
    .take(LIMITS.testHistory);
  return newest.reverse();
}

export async function getTestTurn(
  ctx: QueryCtx,
  turnId: Id<"testTurns">,
): Promise<TestTurn | null> {
  return ctx.db.get("testTurns", turnId);
}

/** Stores a dry run after `earlier`, of which the oldest makes room; CONFLICT while one is under way. */
export async function insertTestTurn(
  ctx: MutationCtx,
  earlier: readonly TestTurn[],
  turn: Omit<TestTurn, "_id" | "_creationTime">,
): Promise<Id<"testTurns">> {
  if (earlier.at(-1)?.status === "pending") {
    throw appError("CONFLICT", "The last question is still being answered.");
  }
  const [oldest] = earlier;
  if (oldest !== undefined && earlier.length >= LIMITS.testHistory) {
    await ctx.db.delete("testTurns", oldest._id);
  }
  return ctx.db.insert("testTurns", turn);
}

/** Ends a dry run once; nothing happens when it has ended or was cleared. */
export async function endTestTurn(
  ctx: MutationCtx,
  turnId: Id<"testTurns">,
  end: Partial<Pick<TestTurn, "outcome" | "run" | "texts">> & {
    status: Exclude<TestTurn["status"], "pending">;
  },
): Promise<void> {
  const turn = await getTestTurn(ctx, turnId);
  if (turn?.status !== "pending") return;
  await ctx.db.patch("testTurns", turnId, end);
}

export async function clearTestTurns(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  memberId: Id<"memberships">,
): Promise<void> {
  for (const turn of await listTestTurns(ctx, tenantId, memberId)) {
    await ctx.db.delete("testTurns", turn._id);
  }
}

/** A dry run's question and what was said before it in the same chat. */
export async function readTestThread(
  ctx: QueryCtx,
  turn: TestTurn,
): Promise<Thread> {
  const history: Thread["history"] = [];
  for (const earlier of await listTestTurns(
    ctx,
    turn.tenantId,
    turn.memberId,
  )) {
    if (earlier._creationTime >= turn._creationTime) break;
    history.push({ role: "customer", text: earlier.question });
    if (earlier.outcome?.kind === "answer") {
      history.push({ role: "assistant", text: earlier.outcome.text });
    }
  }
  return { history, message: turn.question };
}
