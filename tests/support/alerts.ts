import { expect, vi } from "vitest";
import { internal } from "../../convex/_generated/api";
import type { Doc } from "../../convex/_generated/dataModel";
import { recordAudit } from "../../convex/audit/model";
import type { Actor } from "../../lib/audit/actor";
import type { Backend, Business } from "./product";

const MINUTE_MS = 60_000;

/** Posts deliveries whose signature is wrong. */
export async function forge(
  t: Backend,
  business: Business,
  times: number,
): Promise<void> {
  for (let index = 0; index < times; index += 1) {
    const answer = await t.fetch(business.webhookPath, {
      method: "POST",
      body: "{}",
      headers: { "x-webhook-hmac": "0".repeat(128) },
    });
    expect(answer.status).toBe(401);
  }
}

/** A minute passes and the rules are looked at; answers how many alerts were raised. */
export async function look(t: Backend): Promise<number> {
  vi.setSystemTime(Date.now() + MINUTE_MS);
  const raised = await t.mutation(internal.alerts.watch.evaluate, {});
  await t.mutation(internal.alerts.watch.count, {});
  return raised;
}

export async function listAlerts(t: Backend): Promise<Doc<"alerts">[]> {
  return t.run((ctx) => ctx.db.query("alerts").collect());
}

/** Writes an event of no business. */
export async function record(
  t: Backend,
  action: string,
  actor: Actor,
  target?: string,
): Promise<void> {
  await t.run((ctx) =>
    recordAudit(ctx as never, {
      tenantId: null,
      actor,
      action,
      ...(target !== undefined && { target }),
    }),
  );
}
