import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createAdminApi, type AdminApi } from "../../local/cli/admin-api";
import type { Tenant } from "../../local/cli/administration";
import type { Child } from "../../local/cli/child";
import {
  addressesOf,
  stateDirOf,
  type Addresses,
  type Env,
} from "../../local/cli/environment";
import { createPhone, type Phone } from "../../local/cli/phone";
import { plainBusiness } from "../../local/cli/seed/plain-business";
import { provisionTenant } from "../../local/cli/seed/tenants";
import {
  convexService,
  standInService,
  type Service,
} from "../../local/cli/services";
import { cloudEnvironment } from "../../scripts/trials/environment";
import { createControl, type Control } from "./stand-in-control";

export type TenantOptions = {
  name?: string;
  credits?: number;
  quietWindowMs?: number;
  pacing?: "on" | "off";
};

/** The local cloud of one test file, in processes of its own. */
export interface LocalCloud {
  readonly env: Env;
  readonly addresses: Addresses;
  readonly api: AdminApi;
  readonly phone: Phone;
  readonly waha: Control;
  readonly gemini: Control;
  /** A tenant with a connected number; answers at once and unpaced unless told otherwise. */
  createTenant(options?: TenantOptions): Promise<Tenant>;
  /** Ends the runtime without a word, as a power cut does. */
  killRuntime(): Promise<void>;
  stopRuntime(): Promise<void>;
  startRuntime(extra?: Readonly<Record<string, string>>): Promise<void>;
  killWaha(): Promise<void>;
  startWaha(): Promise<void>;
  /** Everything the runtime printed, of all its lives. */
  runtimeOutput(): string;
  stop(): Promise<void>;
}

// Nothing of ours: the addresses name other ports.
const NOT_OURS = "1";

/** The same addresses, with only some of the stand-ins taken for ours. */
function withOnly(env: Env, names: readonly string[]): Env {
  const hidden = [
    "WAHA",
    "GEMINI",
    "UPSTASH",
    "CLERK",
    "SENTRY",
    "POLAR",
  ].filter((name) => !names.includes(name));
  return {
    ...env,
    ...Object.fromEntries(
      hidden.map((name) => [`${name}_STANDIN_PORT`, NOT_OURS]),
    ),
  };
}

function requireService(service: Service | null): Service {
  if (service === null)
    throw new Error("The environment names no own service.");
  return service;
}

async function launch(
  service: Service | null,
  env: Env,
  complaints: string[],
): Promise<Child> {
  const wanted = requireService(service);
  const child = wanted.start(env, (line) => complaints.push(line));
  try {
    await wanted.ready(child, env);
    return child;
  } catch (error) {
    await child.stop();
    throw error;
  }
}

async function kill(child: Child): Promise<void> {
  child.kill("SIGKILL");
  await child.ended;
}

/** Starts the runtime and the stand-ins on free ports; WAHA is a process of its own, to be killed alone. */
export async function startLocalCloud(
  overrides: Readonly<Record<string, string>> = {},
  /** Without Clerk the test signs tokens itself, at the same address. */
  options: { clerk?: boolean } = {},
): Promise<LocalCloud> {
  const env = await cloudEnvironment(overrides);
  const wahaEnv = withOnly(env, ["WAHA"]);
  const restEnv = withOnly(env, [
    "GEMINI",
    "UPSTASH",
    "SENTRY",
    ...(options.clerk === true ? ["CLERK"] : []),
  ]);
  const complaints: string[] = [];
  const runtimeOutput: string[] = [];
  const runtimeLog = join(stateDirOf(env), "logs", "convex.log");
  const startConvex = (extra: Readonly<Record<string, string>> = {}) =>
    launch(convexService(env), { ...env, ...extra }, complaints);
  const startWaha = () => launch(standInService(wahaEnv), wahaEnv, complaints);

  const started = await Promise.allSettled([
    startConvex(),
    startWaha(),
    launch(standInService(restEnv), restEnv, complaints),
  ]);
  const children = started.flatMap((each) =>
    each.status === "fulfilled" ? [each.value] : [],
  );
  const removeState = (): void => {
    rmSync(stateDirOf(env), { recursive: true, force: true });
  };
  const failure = started.find((each) => each.status === "rejected");
  if (failure !== undefined) {
    await Promise.all(children.map((child) => child.stop()));
    removeState();
    throw failure.reason;
  }
  let [runtime, waha] = children;
  const [, , rest] = children;
  const api = createAdminApi(env);
  const addresses = addressesOf(env);
  const keepOutput = (): void => {
    runtimeOutput.push(readFileSync(runtimeLog, "utf8"));
  };
  return {
    env,
    addresses,
    api,
    phone: createPhone(addresses.waha),
    waha: createControl(addresses.waha),
    gemini: createControl(addresses.gemini),
    createTenant: ({ name, credits, quietWindowMs, pacing } = {}) =>
      provisionTenant(
        api,
        env,
        plainBusiness({
          name: name ?? "Test Shop",
          credits: credits ?? 50,
          quietWindowMs: quietWindowMs ?? 0,
          pacing: pacing ?? "off",
        }),
        (line) => complaints.push(line),
      ),
    async killRuntime() {
      if (runtime !== undefined) await kill(runtime);
      keepOutput();
    },
    async stopRuntime() {
      await runtime?.stop();
      keepOutput();
    },
    async startRuntime(extra) {
      runtime = await startConvex(extra);
    },
    async killWaha() {
      if (waha !== undefined) await kill(waha);
    },
    async startWaha() {
      waha = await startWaha();
    },
    runtimeOutput: () =>
      [...runtimeOutput, readFileSync(runtimeLog, "utf8")].join("\n"),
    async stop() {
      await Promise.all(
        [runtime, waha, rest].flatMap((child) => child?.stop() ?? []),
      );
      removeState();
    },
  };
}
