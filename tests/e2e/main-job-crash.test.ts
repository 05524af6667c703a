import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Tenant } from "../../local/cli/administration";
import { startIssuer, type Issuer } from "../support/issuer";
import { startLocalCloud, type LocalCloud } from "../support/local-cloud";
import {
  booksOf,
  countersOf,
  countOf,
  customerBody,
  instanceOf,
  kindsOf,
  newCustomer,
  postToInstance,
  problemsIn,
  replyTo,
  sentInto,
  settledBooks,
  write,
} from "../support/main-job";
import { joinTenant } from "../support/member";
import { until } from "../support/until";

const QUESTION = "When are you open?";

const CLOCK = new URL("../../scripts/trials/clock.mjs", import.meta.url).href;

/** Past the watchdog's deadline. */
const JUMP_MS = 145_000;

/** The phones' clocks stay behind: after more, what they write is too old to be answered. */
const MAX_JUMPS = 4;

let cloud: LocalCloud;
let issuer: Issuer;
let jumps = 0;

async function start(): Promise<void> {
  cloud = await startLocalCloud();
  issuer = await startIssuer(cloud.env["CLERK_JWT_ISSUER_DOMAIN"] ?? "");
  jumps = 0;
}

async function stop(): Promise<void> {
  await cloud.stop();
  await issuer.close();
}

beforeAll(start);
afterAll(stop);

beforeEach(async () => {
  if (jumps < MAX_JUMPS) return;
  await stop();
  await start();
});

test("everything is there after a restart, and the next customer is answered", async () => {
  const tenant = await cloud.createTenant();
  await replyTo(cloud, tenant, await write(cloud, tenant, QUESTION));
  const before = await until(
    "the read reply",
    () => settledBooks(cloud, tenant),
    ({ messages }) => messages[0]?.status === "read",
  );
  const member = await joinTenant(cloud, issuer, tenant.id);
  const inbox = await member.inbox();

  await cloud.stopRuntime();
  await cloud.startRuntime();

  expect(await booksOf(cloud, tenant)).toEqual(before);
  expect(await member.inbox()).toEqual(inbox);
  const asked = await write(cloud, tenant, QUESTION);
  expect((await replyTo(cloud, tenant, asked)).text).toContain("9:00");
  expect(await problemsIn(await settledBooks(cloud, tenant))).toEqual([]);
});

/** A power cut; the runtime comes back some minutes later by its own clock. */
async function restartLater(): Promise<void> {
  await cloud.killRuntime();
  jumps += 1;
  await cloud.startRuntime({
    NODE_OPTIONS: `--import ${CLOCK}`,
    CLOCK_SHIFT_MS: String(jumps * JUMP_MS),
  });
}

test("a kill under load loses no acknowledged message, sends none twice and keeps the books right", async () => {
  const tenant = await cloud.createTenant({ quietWindowMs: 200 });
  const phones = Array.from({ length: 20 }, newCustomer);
  const acknowledged: string[] = [];
  let posted = 0;
  const posting = phones.map(async (phone, index) => {
    const body = customerBody(tenant, QUESTION, { phone });
    // Spread over the life of the process that is about to end.
    await until(
      "its turn",
      () => posted,
      (n) => n >= index / 2,
    );
    const status = await postToInstance(tenant, body).catch(() => 0);
    posted += 1;
    if (status === 200) acknowledged.push(phone);
  });
  await until(
    "some sends",
    () => countersOf(cloud, tenant),
    ({ sends }) => sends >= 3,
  );
  await restartLater();
  await Promise.all(posting);

  const books = await settledBooks(cloud, tenant, 40_000);
  const member = await joinTenant(cloud, issuer, tenant.id);
  const known = (await member.inbox()).map(({ contactPhone }) => contactPhone);
  for (const phone of acknowledged) expect(known).toContain(`+${phone}`);
  let sends = 0;
  for (const phone of phones) {
    const sent = await sentInto(cloud, tenant, `${phone}@c.us`);
    expect(sent.length).toBeLessThanOrEqual(1);
    sends += sent.length;
  }
  expect(countOf(books, "capture")).toBe(sends);
  expect(sends).toBeGreaterThanOrEqual(3);
  expect(await problemsIn(books)).toEqual([]);
});

test("a turn whose runtime was killed while the model thought is finished later, once", async () => {
  const tenant = await cloud.createTenant();
  const phone = newCustomer();
  await cloud.gemini.post("faults", {
    kind: "timeout",
    match: "case-killed",
    times: 1,
  });
  await cloud.gemini.remove("requests");
  await write(cloud, tenant, `${QUESTION} case-killed`, phone);
  await until(
    "the question at the model",
    () => cloud.gemini.get("requests") as Promise<{ count: number }>,
    ({ count }) => count > 0,
  );
  await restartLater();

  const books = await settledBooks(cloud, tenant, 40_000);
  expect(kindsOf(books)).toEqual(["grant", "reserve", "capture"]);
  expect(await sentInto(cloud, tenant, `${phone}@c.us`)).toHaveLength(1);
  expect(await problemsIn(books)).toEqual([]);
});

async function killDuringSend(tenant: Tenant, fault: object): Promise<string> {
  const { sessionName: session } = instanceOf(tenant);
  const phone = newCustomer();
  await cloud.waha.post("faults/sends", { session, ...fault });
  await write(cloud, tenant, QUESTION, phone);
  await until(
    "the request to send",
    () => countersOf(cloud, tenant),
    ({ sendAttempts }) => sendAttempts > 0,
  );
  await restartLater();
  return `${phone}@c.us`;
}

test("a message that left while the runtime was killed is recognised by its echo and never sent again", async () => {
  const tenant = await cloud.createTenant();
  const chatId = await killDuringSend(tenant, { kind: "slow", ms: 300 });
  const books = await settledBooks(cloud, tenant, 40_000);
  expect(kindsOf(books)).toEqual(["grant", "reserve", "capture"]);
  expect(await sentInto(cloud, tenant, chatId)).toHaveLength(1);
  expect((await countersOf(cloud, tenant)).sendAttempts).toBe(1);
});

test("a message that never left before the runtime was killed is handed to a human, unpaid and unsent", async () => {
  const tenant = await cloud.createTenant();
  const chatId = await killDuringSend(tenant, { kind: "timeout" });
  const books = await settledBooks(cloud, tenant, 40_000);
  expect(kindsOf(books)).toEqual(["grant", "reserve", "release"]);
  expect(await sentInto(cloud, tenant, chatId)).toEqual([]);
  const member = await joinTenant(cloud, issuer, tenant.id);
  const [conversation] = await member.inbox();
  expect(conversation?.handoff?.reason).toBe("send_failed");
});
