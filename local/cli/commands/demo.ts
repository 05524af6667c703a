import { createAdminApi, type AdminApi } from "../admin-api";
import type { Tenant } from "../administration";
import { readWallet } from "../books-reader";
import { startCloud } from "../cloud";
import { converse, type Customer } from "../demo/conversation";
import { describeDemo, problemsOf } from "../demo/verdict";
import { readEnvironment, type Env } from "../environment";
import { Failure } from "../failure";
import { parseOptions } from "../options";
import { HARBOUR_STREET } from "../seed/harbour-street";
import {
  ensureDemoTenant,
  provisionTenant,
  simulatedPhone,
} from "../seed/tenants";
import { convexService } from "../services";
import { createStopSignal } from "../stop-signal";
import { cloudServices } from "./up";

const QUESTION = "Hi! Do you deliver, and what does it cost?";

const complain = (line: string): void => {
  console.error(line);
};

/** A person who never wrote before: earlier conversations cannot get in the way. */
function newCustomer(): Customer {
  const digits = String(Math.floor(Math.random() * 10 ** 7)).padStart(7, "0");
  return { phone: `+27 82 ${digits}`, name: "Thandi" };
}

/** The demo tenant, or a fresh one like it when that has no credit or unsettled business. */
async function payingTenant(api: AdminApi, env: Env): Promise<Tenant> {
  const demo = await ensureDemoTenant(api, env, complain);
  const { balance, reserved } = await readWallet(api, demo.id);
  const isReady = balance > 0 && reserved === 0;
  const isConnected = demo.instances.some(({ status }) => status === "WORKING");
  if (isReady && isConnected) return demo;
  const name = `${HARBOUR_STREET.name} ${new Date().toISOString().slice(0, 19)}`;
  return provisionTenant(api, env, { ...HARBOUR_STREET, name }, complain);
}

async function play(env: Env, asJson: boolean): Promise<number> {
  const api = createAdminApi(env);
  const phone = simulatedPhone(env);
  if (phone === null) {
    throw new Failure(
      "The demo needs the simulated phone, and WAHA_BASE_URL names another server.",
    );
  }
  const tenant = await payingTenant(api, env);
  const instance = tenant.instances.find(({ status }) => status === "WORKING");
  if (instance === undefined) throw new Failure("The number is not connected.");
  const demo = await converse({
    api,
    phone,
    tenant,
    instance,
    customer: newCustomer(),
    question: QUESTION,
  });
  const problems = problemsOf(demo.result);
  console.log(`${tenant.name}, ${instance.sessionName}`);
  console.log(describeDemo(demo));
  console.log(
    problems.length === 0
      ? "Answered once, paid once."
      : `Not as it must be: ${problems.join("; ")}.`,
  );
  if (asJson) console.log(JSON.stringify(demo.result));
  return problems.length === 0 ? 0 : 1;
}

/** `npm run demo`: a conversation through the real path; starts the local cloud when it is not running. */
export async function demo(args: readonly string[]): Promise<number> {
  const { values } = parseOptions(args, { json: { type: "boolean" } });
  const asJson = values.json === true;
  const env = readEnvironment(process.env);
  if (await createAdminApi(env).isUp()) return play(env, asJson);
  if (convexService(env) === null) {
    throw new Failure(
      "NEXT_PUBLIC_CONVEX_URL names a server that does not answer.",
    );
  }
  const signal = createStopSignal();
  const cloud = await startCloud(env, cloudServices(env), {
    onComplaint: complain,
    signal,
  });
  try {
    return await Promise.race([
      play(env, asJson),
      cloud.failed.then((reason) => {
        throw new Failure(reason);
      }),
      new Promise<number>((resolve) => {
        signal.addEventListener("abort", () => {
          resolve(1);
        });
      }),
    ]);
  } finally {
    await cloud.stop();
  }
}
