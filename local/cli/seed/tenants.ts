import { setTimeout as pause } from "node:timers/promises";
import { createWahaClient, webhookConfig } from "../../../lib/clients/waha";
import { addressOf, isReplaced } from "../../addresses";
import type { AdminApi } from "../admin-api";
import {
  connectNumber,
  createTenant,
  getTenant,
  listTenants,
  type Instance,
  type NewTenant,
  type Tenant,
} from "../administration";
import { requireVariable, type Env } from "../environment";
import { Failure, reasonOf } from "../failure";
import { createPhone, type Phone } from "../phone";
import { SECOND_NAME } from "./people";
import { plainBusiness } from "./plain-business";
import {
  DEMO_CUSTOMERS,
  DEMO_NAME,
  DEMO_PHONE,
  HARBOUR_STREET,
} from "./harbour-street";

const WORKING_WITHIN_MS = 20_000;
const POLL_MS = 25;

export type Warn = (line: string) => void;

/** The simulated phone; null when `WAHA_BASE_URL` names another server. */
export function simulatedPhone(env: Env): Phone | null {
  return isReplaced("waha", env) ? null : createPhone(addressOf("waha", env));
}

async function waitFor<T>(
  read: () => Promise<T>,
  isEnough: (value: T) => boolean,
): Promise<T> {
  const deadline = performance.now() + WORKING_WITHIN_MS;
  let value = await read();
  while (!isEnough(value) && performance.now() < deadline) {
    await pause(POLL_MS);
    value = await read();
  }
  return value;
}

/** Creates the session at the stand-in when it has lost it, as after a removed state directory. */
async function recreateSession(env: Env, instance: Instance): Promise<void> {
  const waha = createWahaClient({
    baseUrl: addressOf("waha", env),
    apiKey: requireVariable(env, "WAHA_API_KEY"),
    fetch: (input, init) => fetch(input, init),
    timeoutMs: 15_000,
  });
  const outcome = await waha.createSession({
    name: instance.sessionName,
    config: webhookConfig({
      url: instance.webhookUrl,
      hmacKey: instance.hmacKey,
      instanceId: instance.id,
    }),
  });
  if (!outcome.ok) {
    throw new Failure(`WAHA did not create the session: ${outcome.reason}.`);
  }
}

/** Scans the QR code with a made-up phone and waits until the product knows the number works. */
async function pairNumber(
  api: AdminApi,
  env: Env,
  phone: Phone,
  tenantId: string,
  instance: Instance,
  owner: { phone: string; name: string },
): Promise<void> {
  const session = instance.sessionName;
  if ((await phone.statusOf(session)) === null) {
    await recreateSession(env, instance);
  }
  const settled = await waitFor(
    () => phone.statusOf(session),
    (status) => status === "SCAN_QR_CODE" || status === "WORKING",
  );
  if (settled === "SCAN_QR_CODE") {
    await phone.pair(session, owner.phone, owner.name);
  }
  const known = await waitFor(
    () => getTenant(api, tenantId),
    (tenant) =>
      tenant.instances.find(({ id }) => id === instance.id)?.status ===
      "WORKING",
  );
  const status = known.instances.find(({ id }) => id === instance.id)?.status;
  if (status !== "WORKING") {
    throw new Failure(
      `The number of ${owner.name} did not connect; it is ${status ?? "unknown"}.`,
    );
  }
}

/** Gives a tenant one number; where the gateway is another server, its refusal is a warning. */
async function addNumber(
  api: AdminApi,
  env: Env,
  tenantId: string,
  owner: { phone: string; name: string },
  warn: Warn,
): Promise<void> {
  const phone = simulatedPhone(env);
  const connection = await connectNumber(
    api,
    tenantId,
    owner.name.slice(0, 60),
  ).catch((error: unknown) => {
    if (phone !== null) throw error;
    warn(reasonOf(error));
    return null;
  });
  if (connection === null) return;
  if (!connection.created) {
    const refusal = `WAHA at ${addressOf("waha", env)} did not create the session ${connection.sessionName} (${connection.reason ?? "no reason"}).`;
    if (phone !== null) throw new Failure(refusal);
    warn(refusal);
    return;
  }
  if (phone === null) return;
  const { instances } = await getTenant(api, tenantId);
  const instance = instances.find(({ id }) => id === connection.instanceId);
  if (instance === undefined)
    throw new Failure("The new number is not listed.");
  await pairNumber(api, env, phone, tenantId, instance, owner);
}

/** A number for a made-up owner: valid, and never anybody's. */
function inventedNumber(): string {
  const digits = String(Math.floor(Math.random() * 10_000)).padStart(4, "0");
  return `+27 21 555 ${digits}`;
}

/** Creates a tenant with one connected number. */
export async function provisionTenant(
  api: AdminApi,
  env: Env,
  tenant: NewTenant,
  warn: Warn,
): Promise<Tenant> {
  const id = await createTenant(api, tenant);
  const owner = { phone: inventedNumber(), name: tenant.name };
  await addNumber(api, env, id, owner, warn);
  return getTenant(api, id);
}

/** The second tenant, created at the first call: whoever is in one sees nothing of the other. */
export async function ensureSecondTenant(
  api: AdminApi,
  env: Env,
  warn: Warn,
): Promise<void> {
  const tenants = await listTenants(api);
  if (tenants.some(({ name }) => name === SECOND_NAME)) return;
  const business = plainBusiness({
    name: SECOND_NAME,
    credits: 100,
    quietWindowMs: undefined,
    pacing: undefined,
  });
  await provisionTenant(api, env, business, warn);
}

/** The demo tenant, created at the first call and repaired where a part of it is missing. */
export async function ensureDemoTenant(
  api: AdminApi,
  env: Env,
  warn: Warn,
): Promise<Tenant> {
  const existing = (await listTenants(api)).find(
    ({ name }) => name === DEMO_NAME,
  );
  const id = existing?.id ?? (await createTenant(api, HARBOUR_STREET));
  const owner = { phone: DEMO_PHONE, name: DEMO_NAME };
  const [instance] = existing?.instances ?? [];
  const phone = simulatedPhone(env);
  if (instance === undefined) await addNumber(api, env, id, owner, warn);
  else if (phone !== null) {
    await pairNumber(api, env, phone, id, instance, owner).catch(
      (error: unknown) => warn(reasonOf(error)),
    );
  }
  const tenant = await getTenant(api, id);
  const session = tenant.instances[0]?.sessionName;
  if (phone !== null && session !== undefined) {
    for (const customer of DEMO_CUSTOMERS) {
      await phone
        .meet(session, customer.phone, customer.name)
        .catch((error: unknown) => warn(reasonOf(error)));
    }
  }
  return tenant;
}
