import { v } from "convex/values";
import {
  isGenuineReport,
  parseWebReport,
  REPORT_SIGNATURE_HEADER,
} from "../../lib/audit/web-report";
import { parseJson } from "../../lib/json";
import { readBody } from "../../lib/webhooks/body";
import { internal } from "../_generated/api";
import type { ActionCtx } from "../_generated/server";
import { noteOutage } from "../alerts/outageModel";
import { auditEnv, issuerEnv } from "../env";
import { httpAction, internalMutation } from "../functions";
import { forgedReport, webRefusalReason } from "./schema";
import { countWebRefusal, forgetWebRefusals, takeSequence } from "./webModel";

const MAX_BODY_BYTES = 32 * 1024;
const KEPT_MS = 30 * 86_400_000;
const BATCH = 250;

function answer(status: number): Response {
  return new Response(null, { status });
}

/**
 * `POST /reports/web`: what the web server refused, and that Redis is away. The
 * body is signed under the key it shares with us; nobody else is believed.
 */
export const report = httpAction(async (ctx: ActionCtx, request) => {
  const body = await readBody(request, MAX_BODY_BYTES);
  if (body === "too_large") return answer(413);
  const text = new TextDecoder().decode(body);
  const signature = request.headers.get(REPORT_SIGNATURE_HEADER);
  if (!(await isGenuineReport(auditEnv().hashSecret, text, signature))) {
    await ctx.runMutation(internal.audit.web.reject, {});
    return answer(401);
  }
  const said = parseWebReport(parseJson(text), Date.now());
  if (said === null) return answer(400);
  const { reporter, sequence, refusals, isRedisAway } = said;
  await ctx.runMutation(internal.audit.web.record, {
    ...{ reporter, sequence, refusals, isRedisAway },
  });
  return answer(204);
});

/** Writes down a genuine report, once. */
export const record = internalMutation({
  args: {
    reporter: v.string(),
    sequence: v.number(),
    refusals: v.array(
      v.object({
        userId: v.union(v.string(), v.null()),
        address: v.union(v.string(), v.null()),
        reason: webRefusalReason,
        area: v.string(),
        requestId: v.string(),
        count: v.number(),
      }),
    ),
    isRedisAway: v.boolean(),
  },
  returns: v.null(),
  handler: async (ctx, args) => {
    if (!(await takeSequence(ctx, args.reporter, args.sequence))) return null;
    const { issuer } = issuerEnv();
    for (const { userId, address, requestId, ...rest } of args.refusals) {
      await countWebRefusal(ctx, {
        ...rest,
        subject: userId === null ? null : `${issuer}|${userId}`,
        origin: { requestId, address },
      });
    }
    if (args.isRedisAway) await noteOutage(ctx, "redis", Date.now());
    return null;
  },
});

/** Counts a report that the web server did not write; the first of a minute is audited. */
export const reject = internalMutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    const { requestId, ip } = await ctx.meta.getRequestMetadata();
    await countWebRefusal(ctx, {
      subject: null,
      reason: forgedReport,
      area: "report",
      count: 1,
      origin: { requestId, address: ip },
    });
    return null;
  },
});

/** Removes counters nobody looks at any more, batch by batch. */
export const forget = internalMutation({
  args: {},
  returns: v.number(),
  handler: async (ctx) => {
    const before = Date.now() - KEPT_MS;
    const removed = await forgetWebRefusals(ctx, before, BATCH);
    if (removed === BATCH) {
      await ctx.scheduler.runAfter(0, internal.audit.web.forget, {});
    }
    return removed;
  },
});
