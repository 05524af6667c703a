import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isReplaced } from "../../../addresses";
import type { Identity } from "../../../convex/types";
import { createAdminApi } from "../../admin-api";
import type { Tenant } from "../../administration";
import { stateDirOf, type Env } from "../../environment";
import { Failure } from "../../failure";
import { DEMO_PACE } from "../harbour-street";
import { ensurePeople, identityOf } from "../people";
import { ensureDemoTenant } from "../tenants";
import { planHistory } from "./plan";
import { createPlayer, type Cast } from "./play";
import { openStage, type Stage } from "./stage";
import { createVirtualClock } from "./virtual-clock";

const DAY_MS = 86_400_000;
const SPEED = 60;
const DEFAULT_DAYS = 28;
/** Whose state the history is written into. */
const SERVICES = ["convex", "waha", "clerk"] as const;

const LABELS = [
  { name: "Cake order", color: "pink" },
  { name: "Catering", color: "blue" },
  { name: "Complaint", color: "red" },
  { name: "Allergy", color: "orange" },
] as const;

const CANNED_REPLIES = [
  {
    shortcut: "hello",
    title: "Greeting",
    body: "Hello {{contact.name}}, this is {{agent.name}} from {{business.name}}. How can I help you?",
  },
  {
    shortcut: "deposit",
    title: "Deposit for a cake",
    body: "Custom cakes need a deposit of 50 percent when you order. Shall I send you the bank details?",
  },
  {
    shortcut: "hours",
    title: "Opening hours",
    body: "We are open Tuesday to Friday from 7:00 to 18:00 and on weekends from 8:00 to 14:00.",
  },
] as const;

async function furnish(stage: Stage, owner: Identity): Promise<void> {
  for (const each of LABELS) {
    await stage.as(owner, "conversations/labels:create", { ...each });
  }
  for (const each of CANNED_REPLIES) {
    await stage.as(owner, "conversations/cannedReplies:create", { ...each });
  }
}

async function play(
  stage: Stage,
  tenant: Tenant,
  cast: Cast,
  operator: Identity,
  span: { days: number; until: number },
): Promise<number> {
  const [instance] = tenant.instances;
  if (instance === undefined) {
    throw new Failure("The demo tenant has no number.");
  }
  const owner = cast.owner;
  await furnish(stage, owner);
  await stage.as(owner, "tenants/settings:update", {
    quietWindowMs: 0,
    pacing: "off",
  });
  const player = await createPlayer(stage, cast, instance);
  const episodes = planHistory(span.until, span.days);
  for (const [index, episode] of episodes.entries()) {
    if (index === Math.floor(episodes.length / 2)) {
      await stage.as(operator, "credits/topUp:add", {
        tenantId: tenant.id,
        credits: 250,
        reason: "Invoice 2041 paid",
        idempotencyKey: "demo-history-top-up",
      });
    }
    await player.play(episode);
  }
  await stage.as(owner, "tenants/settings:update", DEMO_PACE);
  return episodes.length;
}

/** How many days of the past the demo gets; 0 for none. */
export function daysOfHistory(env: Env): number {
  const days = Number(env["LOCAL_DEMO_DAYS"] ?? DEFAULT_DAYS);
  if (Number.isInteger(days) && days >= 0 && days <= 90) return days;
  throw new Failure("LOCAL_DEMO_DAYS is a whole number from 0 to 90.");
}

/** Whether the state is still empty and every service it needs is a local one. */
export function wantsHistory(env: Env): boolean {
  return (
    daysOfHistory(env) > 0 &&
    SERVICES.every((service) => !isReplaced(service, env)) &&
    !SERVICES.some((service) => existsSync(join(stateDirOf(env), service)))
  );
}

function discard(env: Env): void {
  for (const service of SERVICES) {
    const folder = join(stateDirOf(env), service);
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Fills an empty local state with the demo tenant, its people and what happened
 * there in the last `days`: the real services, on a clock that starts in the
 * past. Returns how many conversations were played.
 */
export async function fillHistory(
  env: Env,
  days: number,
  now: number,
): Promise<number> {
  const clock = createVirtualClock(now - (days + 1) * DAY_MS, SPEED);
  let stage: Stage | null = null;
  try {
    stage = await openStage(env, clock);
    const api = createAdminApi(env);
    const tenant = await ensureDemoTenant(api, env, (line) => {
      throw new Failure(line);
    });
    await ensurePeople(api, env);
    const [owner, agent, operator] = await Promise.all([
      identityOf(env, "owner"),
      identityOf(env, "agent"),
      identityOf(env, "operator"),
    ]);
    const span = { days, until: now };
    const cast = { owner, agent };
    const played = await play(stage, tenant, cast, operator, span);
    await stage.close();
    return played;
  } catch (error) {
    await stage?.close();
    discard(env);
    throw error;
  }
}
