/* A session is audited when the server first sees it; signing in itself happens at Clerk. */
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { getActiveMembership } from "../tenants/model";
import { type Origin, recordAudit } from "./model";

const HOUR_MS = 3_600_000;

/** New sessions of one person and hour that are written down; the alert comes long before. */
const MAX_PER_HOUR = 50;

async function isKnown(
  ctx: QueryCtx,
  subject: string,
  sessionId: string,
): Promise<boolean> {
  const session = await ctx.db
    .query("auditSessions")
    .withIndex("by_subject_and_session", (q) =>
      q.eq("subject", subject).eq("sessionId", sessionId),
    )
    .unique();
  return session !== null;
}

/** Audits a session once, however often it is seen. */
export async function noteSession(
  ctx: MutationCtx,
  subject: string,
  sessionId: string,
  origin: Origin | null,
): Promise<void> {
  if (await isKnown(ctx, subject, sessionId)) return;
  const recent = await ctx.db
    .query("auditSessions")
    .withIndex("by_subject", (q) =>
      q.eq("subject", subject).gt("_creationTime", Date.now() - HOUR_MS),
    )
    .take(MAX_PER_HOUR);
  if (recent.length === MAX_PER_HOUR) return;
  await ctx.db.insert("auditSessions", { subject, sessionId });
  const membership = await getActiveMembership(ctx, subject);
  await recordAudit(
    ctx,
    {
      tenantId: membership?.tenantId ?? null,
      actor: `user:${subject}`,
      action: "session.started",
      target: sessionId,
    },
    origin,
  );
}
