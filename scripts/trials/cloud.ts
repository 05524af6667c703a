import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createAdminApi, type AdminApi } from "../../local/cli/admin-api";
import type { Tenant } from "../../local/cli/administration";
import type { Child } from "../../local/cli/child";
import {
  addressesOf,
  stateDirOf,
  type Addresses,
  type Env,
} from "../../local/cli/environment";
import { Failure } from "../../local/cli/failure";
import { createPhone, type Phone } from "../../local/cli/phone";
import { plainBusiness } from "../../local/cli/seed/plain-business";
import { provisionTenant } from "../../local/cli/seed/tenants";
import {
  convexService,
  standInService,
  type Service,
} from "../../local/cli/services";
import { cloudEnvironment } from "./environment";

/** A local cloud whose runtime can be held, killed and moved into the future. */
export interface TrialCloud {
  readonly env: Env;
  readonly addresses: Addresses;
  readonly api: AdminApi;
  readonly phone: Phone;
  readonly tenants: readonly Tenant[];
  /** What the trial adds to the real time, in ms; every process follows. */
  now(): number;
  advance(ms: number): void;
  /** Calls of actions stop here for good, such as `before messages/outbox:claim`. */
  holdAt(points: readonly string[]): void;
  /** How many calls the running runtime holds. */
  heldCalls(): number;
  /** Ends the runtime without a word, as a power cut does. */
  killRuntime(): Promise<void>;
  startRuntime(): Promise<void>;
  runtimePid(): number;
  stop(): Promise<void>;
}

export type TrialOptions = {
  tenants: number;
  credits: number;
  /** With a human pause between the answer and its claim; off unless said otherwise. */
  pacing?: "on" | "off";
  env?: Readonly<Record<string, string>>;
};

const CLOCK = new URL("./clock.mjs", import.meta.url);

function required(service: Service | null): Service {
  if (service === null) throw new Failure("A trial needs its own cloud.");
  return service;
}

const TRIES = 3;

/** On a busy machine a process may take longer than anybody wants to wait; a trial does. */
async function launch(service: Service, env: Env): Promise<Child> {
  for (let tries = 1; ; tries += 1) {
    // What it complains of is in its log.
    const child = service.start(env, () => undefined);
    try {
      await service.ready(child, env);
      return child;
    } catch (error) {
      await child.stop();
      if (tries === TRIES) throw error;
    }
  }
}

type Setting = {
  env: Env;
  standInEnv: Env;
  stateDir: string;
  shiftFile: string;
  holdFile: string;
};

async function setting(
  extra: Readonly<Record<string, string>>,
): Promise<Setting> {
  const base = await cloudEnvironment({ NODE_ENV: "production", ...extra });
  const stateDir = stateDirOf(base);
  const shiftFile = join(stateDir, "clock-shift");
  const holdFile = join(stateDir, "hold-points");
  const env: Env = {
    ...base,
    CLOCK_SHIFT_FILE: shiftFile,
    CONVEX_HOLD_FILE: holdFile,
    NODE_OPTIONS: `--import ${fileURLToPath(CLOCK)}`,
  };
  // The stand-ins refuse to run in production.
  const { NODE_ENV: _, ...standInEnv } = env;
  return { env, standInEnv, stateDir, shiftFile, holdFile };
}

/** The clock of every process of the trial. */
function createClock(file: string): Pick<TrialCloud, "now" | "advance"> {
  let shiftMs = 0;
  return {
    now: () => Date.now() + shiftMs,
    advance(ms) {
      shiftMs += ms;
      writeFileSync(file, String(shiftMs));
    },
  };
}

type RuntimeControls = Pick<
  TrialCloud,
  "holdAt" | "heldCalls" | "killRuntime" | "startRuntime"
> & { pid: () => number };

function createRuntime(
  { env, stateDir, holdFile }: Setting,
  first: Child,
  children: Child[],
): RuntimeControls {
  const logFile = join(stateDir, "logs", "convex.log");
  let runtime = first;
  return {
    pid: () => runtime.pid ?? 0,
    holdAt(points) {
      writeFileSync(holdFile, points.join("\n"));
    },
    heldCalls: () =>
      readFileSync(logFile, "utf8").match(/ held \d+: /g)?.length ?? 0,
    async killRuntime() {
      runtime.kill("SIGKILL");
      await runtime.ended;
    },
    async startRuntime() {
      runtime = await launch(required(convexService(env)), env);
      children.push(runtime);
    },
  };
}

/** Starts a cloud on free ports with working numbers; its state goes with it. */
export async function startTrialCloud(
  options: TrialOptions,
): Promise<TrialCloud> {
  const around = await setting(options.env ?? {});
  const { env, standInEnv, stateDir, shiftFile } = around;
  const children: Child[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(children.map((child) => child.stop()));
    rmSync(stateDir, { recursive: true, force: true });
  };
  try {
    const first = await launch(required(convexService(env)), env);
    children.push(first);
    const standIns = required(standInService(standInEnv));
    children.push(await launch(standIns, standInEnv));
    const { pid, ...runtime } = createRuntime(around, first, children);
    const api = createAdminApi(env);
    const addresses = addressesOf(env);
    const tenants: Tenant[] = [];
    for (let index = 0; index < options.tenants; index += 1) {
      tenants.push(await newTenant(api, env, index, options));
    }
    return {
      ...createClock(shiftFile),
      ...runtime,
      env,
      addresses,
      api,
      phone: createPhone(addresses.waha),
      tenants,
      runtimePid: pid,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function newTenant(
  api: AdminApi,
  env: Env,
  index: number,
  { credits, pacing = "off" }: TrialOptions,
): Promise<Tenant> {
  const business = plainBusiness({
    name: `Trial Shop ${String(index + 1)}`,
    credits,
    quietWindowMs: 0,
    pacing,
  });
  return provisionTenant(api, env, business, (line) => {
    console.error(line);
  });
}
