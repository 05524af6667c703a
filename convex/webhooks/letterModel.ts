/*
 * A dead letter keeps an authentic body that could not be applied.
 * The same body is one letter, however often it comes; what is resolved stays so.
 */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { appError } from "../../lib/errors";
import { toHex } from "../../lib/hex";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

/** Longer bodies are cut; three bytes a character stay below a document's 1 MiB. */
const MAX_LETTER_CHARS = 250_000;

type NewLetter = {
  tenantId: Id<"tenants"> | null;
  instanceId: Id<"instances"> | null;
  reason: string;
  body: string;
};

async function hashOf(body: string): Promise<string> {
  const bytes = new TextEncoder().encode(body);
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

/** Keeps a body once; a repeat of an open one is counted on it. */
export async function keepDeadLetter(
  ctx: MutationCtx,
  letter: NewLetter,
): Promise<void> {
  const bodyHash = await hashOf(letter.body);
  const known = await ctx.db
    .query("deadLetters")
    .withIndex("by_body_hash", (q) => q.eq("bodyHash", bodyHash))
    .order("desc")
    .first();
  if (known?.status === "open" && known.instanceId === letter.instanceId) {
    await ctx.db.patch("deadLetters", known._id, { count: known.count + 1 });
    return;
  }
  await ctx.db.insert("deadLetters", {
    ...letter,
    body: letter.body.slice(0, MAX_LETTER_CHARS),
    isWhole: letter.body.length <= MAX_LETTER_CHARS,
    bodyHash,
    count: 1,
    status: "open",
    attempts: 0,
    outcome: null,
    resolvedAt: null,
    resolvedBy: null,
  });
}

export async function getLetter(
  ctx: QueryCtx,
  letterId: Id<"deadLetters">,
): Promise<Doc<"deadLetters"> | null> {
  return ctx.db.get("deadLetters", letterId);
}

export async function requireLetter(
  ctx: QueryCtx,
  letterId: Id<"deadLetters">,
): Promise<Doc<"deadLetters">> {
  const letter = await getLetter(ctx, letterId);
  if (letter === null) throw appError("NOT_FOUND", "Dead letter not found.");
  return letter;
}

/** A letter that nobody resolved; CONFLICT for any other. */
export async function requireOpenLetter(
  ctx: QueryCtx,
  letterId: Id<"deadLetters">,
): Promise<Doc<"deadLetters">> {
  const letter = await requireLetter(ctx, letterId);
  if (letter.status !== "open") {
    throw appError("CONFLICT", "This dead letter is resolved.");
  }
  return letter;
}

/** Of one tenant, or of all, newest first. */
export async function listLetters(
  ctx: QueryCtx,
  tenantId: Id<"tenants"> | null,
  status: Doc<"deadLetters">["status"],
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Doc<"deadLetters">>> {
  const letters =
    tenantId === null
      ? ctx.db
          .query("deadLetters")
          .withIndex("by_status", (q) => q.eq("status", status))
      : ctx.db
          .query("deadLetters")
          .withIndex("by_tenant_and_status", (q) =>
            q.eq("tenantId", tenantId).eq("status", status),
          );
  return letters.order("desc").paginate(paginationOpts);
}

/** Open letters that came after `after` and not after `upTo`, oldest first. */
export async function listOpenLetters(
  ctx: QueryCtx,
  range: {
    tenantId: Id<"tenants"> | null;
    after: number;
    upTo: number;
    limit: number;
  },
): Promise<Doc<"deadLetters">[]> {
  const { tenantId, after, upTo, limit } = range;
  if (tenantId === null) {
    return ctx.db
      .query("deadLetters")
      .withIndex("by_status", (q) =>
        q
          .eq("status", "open")
          .gt("_creationTime", after)
          .lte("_creationTime", upTo),
      )
      .take(limit);
  }
  return ctx.db
    .query("deadLetters")
    .withIndex("by_tenant_and_status", (q) =>
      q
        .eq("tenantId", tenantId)
        .eq("status", "open")
        .gt("_creationTime", after)
        .lte("_creationTime", upTo),
    )
    .take(limit);
}

/** Notes what trying a letter came to; `applied` resolves it and forgets its body. */
export async function noteAttempt(
  ctx: MutationCtx,
  letter: Doc<"deadLetters">,
  attempt: { isApplied: boolean; outcome: string; actor: string },
): Promise<void> {
  const { isApplied, outcome, actor } = attempt;
  await ctx.db.patch("deadLetters", letter._id, {
    attempts: letter.attempts + 1,
    outcome,
    ...(isApplied ? resolution("applied", actor) : {}),
  });
}

/** Resolves a letter without applying it; its body is forgotten. */
export async function discardLetter(
  ctx: MutationCtx,
  letterId: Id<"deadLetters">,
  actor: string,
): Promise<void> {
  await ctx.db.patch("deadLetters", letterId, resolution("discarded", actor));
}

function resolution(status: "applied" | "discarded", actor: string) {
  return {
    status,
    body: "",
    isWhole: false,
    resolvedAt: Date.now(),
    resolvedBy: actor,
  };
}
