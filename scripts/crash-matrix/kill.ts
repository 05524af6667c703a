import { setTimeout as pause } from "node:timers/promises";
import type { Tenant } from "../../local/cli/administration";
import type { TrialCloud } from "../trials/cloud";
import {
  deliveryOf,
  newCustomer,
  newMessageId,
  post,
  type CustomerMessage,
} from "../trials/customer";
import { judge, type Fate } from "../trials/fates";
import { bookProblems, readSent, waitUntilSettled } from "../trials/settle";
import { readState } from "../trials/state";
import { type Boundary, unpark } from "./boundaries";

const QUESTION = "When are you open?";
/** Past the watchdog's deadline, so that it settles what the kill left behind. */
const JUMP_MS = 145_000;
const PARK_WITHIN_MS = 60_000;
const SETTLE_WITHIN_MS = 60_000;
const POLL_MS = 50;
const REDELIVER_EVERY_MS = 250;

type Asked = CustomerMessage & { tenant: Tenant; session: string };

export type KillReport = {
  /** Turns that stood at the boundary when the runtime was killed. */
  parked: number;
  fates: Fate[];
  settled: boolean;
  problems: string[];
};

/** Parks turns at a boundary, kills the runtime, starts it again and says how every message ended. */
export async function killAt(
  cloud: TrialCloud,
  boundary: Boundary,
  turns: number,
): Promise<KillReport> {
  await boundary.park(cloud, turns);
  const asked = Array.from({ length: turns }, (_, index) =>
    newQuestion(cloud, index),
  );
  const acknowledged = new Set<string>();
  const delivering = asked.map((each) => deliver(each, acknowledged));
  const parked = await waitUntilParked(cloud, boundary, turns, acknowledged);
  await cloud.killRuntime();
  await unpark(cloud);
  cloud.advance(JUMP_MS);
  await cloud.startRuntime();
  await Promise.all(delivering);
  const settled = await waitUntilSettled(cloud, SETTLE_WITHIN_MS);
  const fates = judge(
    asked,
    await readState(cloud),
    await readSent(cloud, asked),
  );
  return {
    parked,
    fates: [...fates.values()],
    settled,
    problems: await bookProblems(cloud),
  };
}

function newQuestion(cloud: TrialCloud, index: number): Asked {
  const tenant = cloud.tenants[index % cloud.tenants.length];
  const instance = tenant?.instances[0];
  if (tenant === undefined || instance === undefined) {
    throw new Error("There is no number to write to.");
  }
  return {
    tenant,
    session: instance.sessionName,
    phone: newCustomer(),
    bareId: newMessageId(),
    text: QUESTION,
    at: cloud.now(),
  };
}

/** As the gateway does: the same bytes again until they are taken. */
async function deliver(
  message: Asked,
  acknowledged: Set<string>,
): Promise<void> {
  const delivery = deliveryOf(message.tenant, message);
  while ((await post(delivery)) !== 200) await pause(REDELIVER_EVERY_MS);
  acknowledged.add(message.bareId);
}

async function waitUntilParked(
  cloud: TrialCloud,
  boundary: Boundary,
  turns: number,
  acknowledged: ReadonlySet<string>,
): Promise<number> {
  const deadline = performance.now() + PARK_WITHIN_MS;
  for (;;) {
    const parked = await boundary.parked(cloud);
    const isTold = !boundary.acknowledged || acknowledged.size === turns;
    if (parked >= turns && isTold) return parked;
    if (performance.now() > deadline) return parked;
    await pause(POLL_MS);
  }
}
