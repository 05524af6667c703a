import { v } from "convex/values";
import { boundsOf, isMonth } from "../../lib/audit/month";
import { figuresOf, responseTimesOf } from "../../lib/audit/security-report";
import { appError } from "../../lib/errors";
import { getOldestPending } from "../audit/sealModel";
import { operatorQuery } from "../functions";
import { listRaised } from "./model";
import { REFUSED_DELIVERIES } from "./rejectionModel";
import { listMonth } from "./reportModel";

/** Alerts of one month that are looked at. */
const MAX_ALERTS = 2_000;

const figures = v.object({
  signIns: v.number(),
  violations: v.number(),
  foreignIds: v.number(),
  rejectedMinutes: v.number(),
  topUps: v.number(),
  exports: v.number(),
  erasures: v.number(),
  roles: v.number(),
  settings: v.number(),
  operatorAccesses: v.number(),
});

/** The security report of one month in UTC. */
export const month = operatorQuery({
  args: { month: v.string() },
  returns: v.object({
    figures,
    /** Deliveries that were refused; `rejectedMinutes` has one event a minute, channel and reason. */
    refusedDeliveries: v.number(),
    alerts: v.object({
      raised: v.number(),
      acknowledged: v.number(),
      medianMs: v.union(v.number(), v.null()),
      longestMs: v.union(v.number(), v.null()),
      /** There were more alerts than were looked at. */
      isCut: v.boolean(),
    }),
    /** Every action of the month. */
    actions: v.array(v.object({ action: v.string(), count: v.number() })),
    /** Events still wait to be counted. */
    isBehind: v.boolean(),
  }),
  handler: async (ctx, args) => {
    if (!isMonth(args.month)) {
      throw appError("VALIDATION_FAILED", "A month looks like 2026-11.");
    }
    const rows = await listMonth(ctx, args.month);
    const actions = rows.filter(({ action }) => action !== REFUSED_DELIVERIES);
    const refused = rows.find(({ action }) => action === REFUSED_DELIVERIES);
    const { from, to } = boundsOf(args.month);
    const alerts = await listRaised(ctx, from, to, MAX_ALERTS);
    const times = responseTimesOf(
      alerts.map(({ _creationTime, acknowledgedAt }) => ({
        raisedAt: _creationTime,
        acknowledgedAt,
      })),
    );
    return {
      figures: figuresOf(actions),
      refusedDeliveries: refused?.count ?? 0,
      alerts: { ...times, isCut: alerts.length === MAX_ALERTS },
      actions,
      isBehind: (await getOldestPending(ctx)) !== null,
    };
  },
});
