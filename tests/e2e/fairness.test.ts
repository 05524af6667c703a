import { afterAll, beforeAll, expect, test } from "vitest";
import type { Tenant } from "../../local/cli/administration";
import { startTrialCloud, type TrialCloud } from "../../scripts/trials/cloud";
import {
  deliveryOf,
  newCustomer,
  newMessageId,
  post,
} from "../../scripts/trials/customer";
import { countFates, judge, type Asked } from "../../scripts/trials/fates";
import {
  bookProblems,
  control,
  readSent,
  waitUntilSettled,
} from "../../scripts/trials/settle";
import { readState } from "../../scripts/trials/state";
import { until } from "../support/until";

const FLOOD = 500;
const UNDER_WAY = 64;
/** What the crowd may still have ahead when the other one's message comes. */
const MOST_AHEAD = 2 * UNDER_WAY;
const MODEL_MS = 800;

let cloud: TrialCloud;

beforeAll(async () => {
  cloud = await startTrialCloud({
    tenants: 2,
    credits: 1_000,
    // The limit at the webhook is another test's.
    env: { WEBHOOK_LIMIT_PER_MINUTE: "10000" },
  });
});

afterAll(async () => {
  await cloud.stop();
});

async function write(tenant: Tenant): Promise<Asked & { session: string }> {
  const message = {
    phone: newCustomer(),
    bareId: newMessageId(),
    text: "When are you open?",
    at: cloud.now(),
  };
  const delivery = deliveryOf(tenant, message);
  await until(
    "a webhook that is taken",
    () => post(delivery),
    (status) => status === 200,
    60_000,
  );
  const { phone, bareId } = message;
  return { phone, bareId, session: sessionOf(tenant) };
}

const sessionOf = (tenant: Tenant) => tenant.instances[0]?.sessionName ?? "";

async function sendsOf(tenant: Tenant): Promise<number> {
  const session = sessionOf(tenant);
  const counters = (await control(
    cloud.addresses.waha,
    "GET",
    `counters?session=${session}`,
  )) as Record<string, { sends: number }>;
  return counters[session]?.sends ?? 0;
}

test("a business with 500 messages at once does not hold up another one's single message", async () => {
  const [crowded, calm] = cloud.tenants;
  if (crowded === undefined || calm === undefined) throw new Error("No shops.");
  const { gemini } = cloud.addresses;
  await control(gemini, "PUT", "latency", { ms: MODEL_MS });
  const flood = await Promise.all(
    Array.from({ length: FLOOD }, () => write(crowded)),
  );
  const before = await sendsOf(crowded);
  const calmBefore = await sendsOf(calm);
  const askedAt = performance.now();
  const single = await write(calm);
  await until(
    "the answer",
    () => sendsOf(calm),
    (sends) => sends === calmBefore + 1,
    60_000,
  );
  const ahead = (await sendsOf(crowded)) - before;
  console.log(
    `Answered after ${Math.round(performance.now() - askedAt)} ms, ${ahead} of the crowd in between; ${before} were answered before it.`,
  );
  expect(ahead).toBeLessThanOrEqual(MOST_AHEAD);

  expect(await waitUntilSettled(cloud, 100_000)).toBe(true);
  const asked = [...flood, single];
  const fates = judge(
    asked,
    await readState(cloud),
    await readSent(cloud, asked),
  );
  expect(fates.get(single.bareId)).toBe("answered");
  const counts = countFates(fates.values());
  // Where the machine is too slow for the flood, people are called for the rest.
  expect(counts).toMatchObject({ lost: 0, doubled: 0 });
  expect(counts.answered).toBeGreaterThan(FLOOD / 2);
  expect(await bookProblems(cloud)).toEqual([]);
}, 240_000);
