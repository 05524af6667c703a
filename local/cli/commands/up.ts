import { addressBlock } from "../address-block";
import { createAdminApi } from "../admin-api";
import { Interrupted, startCloud, type Cloud } from "../cloud";
import { addressesOf, readEnvironment, type Env } from "../environment";
import { hold } from "../hold";
import { parseOptions } from "../options";
import {
  daysOfHistory,
  fillHistory,
  wantsHistory,
} from "../seed/history/fill-history";
import { ensurePeople } from "../seed/people";
import { ensureDemoTenant, ensureSecondTenant } from "../seed/tenants";
import { userBlock } from "../user-block";
import { convexService, standInService, type Service } from "../services";
import { createStopSignal } from "../stop-signal";

const complain = (line: string): void => {
  console.error(line);
};

/** What the environment leaves to the local cloud, without the web app. */
export function cloudServices(env: Env): Service[] {
  return [convexService(env), standInService(env)].filter(
    (service) => service !== null,
  );
}

/** Gives a fresh state the demo's past; a failure leaves no half of it behind. */
async function makeHistory(env: Env): Promise<void> {
  if (!wantsHistory(env)) return;
  console.log("Playing the demo business's last four weeks …");
  await fillHistory(env, daysOfHistory(env), Date.now());
}

async function startUnlessStopped(
  env: Env,
  services: Service[],
  signal: AbortSignal,
): Promise<Cloud | null> {
  try {
    return await startCloud(env, services, {
      onComplaint: complain,
      before: () => makeHistory(env),
      signal,
    });
  } catch (error) {
    if (error instanceof Interrupted) return null;
    throw error;
  }
}

/** Starts the services, makes the demo tenant, prints the addresses and stays. */
export async function runCloud(
  env: Env,
  services: Service[],
  options: { withApp: boolean },
): Promise<number> {
  const signal = createStopSignal();
  const startedAt = performance.now();
  const cloud = await startUnlessStopped(env, services, signal);
  if (cloud === null) return 0;
  try {
    const api = createAdminApi(env);
    const tenant = await ensureDemoTenant(api, env, complain);
    await ensureSecondTenant(api, env, complain);
    const users = await ensurePeople(api, env);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(
      [
        "",
        `My Aibud is running (ready in ${seconds} s).`,
        "",
        addressBlock(addressesOf(env), options),
        "",
        `  Demo tenant: ${tenant.name}, ${tenant.available} credits.`,
        ...userBlock(users),
        "  Try it in another terminal: npm run demo",
        "  Ctrl-C stops everything; the state is kept.",
        "",
      ].join("\n"),
    );
  } catch (error) {
    await cloud.stop();
    if (signal.aborted) return 0;
    throw error;
  }
  return hold(cloud, signal);
}

/** `local -- up`: the local cloud without the web app. */
export async function up(args: readonly string[]): Promise<number> {
  parseOptions(args, {});
  const env = readEnvironment(process.env);
  return runCloud(env, cloudServices(env), { withApp: false });
}
