import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { postAtRate, type Target } from "./load";
import { measurePhase, type Phase } from "./phase";
import { start, type Started } from "./processes";
import { printTurns } from "./report";
import { seed, type Seeded } from "./seed";
import { toHundredths } from "./statistics";

export type TurnsReport = {
  machine: { cpu: string; cores: number; memoryGiB: number; node: string };
  baseline: Phase[];
  phases: Phase[];
  sustained: { stored: number; turnsPerSecond: number; ackP99Ms: number }[];
  ratios: {
    /** Sustained turns at the most stored messages against the fewest. */
    sustainedMostToFewest: number | null;
    /** Our ack p50 at 200/s against the baseline's. */
    ackP50ToBaseline: number | null;
  };
};

type Options = {
  quick: boolean;
  stored: number[];
  json: boolean;
  /** Folder for a CPU profile of the runtime, written when it stops. */
  profileDir: string | null;
};

const SECRET = "bench-secret-bench-secret-bench-secret";

export async function runTurnsBench(options: Options): Promise<void> {
  const seconds = options.quick ? 4 : 10;
  const baseline = await measureBaseline(seconds);
  const phases: Phase[] = [];
  const sustained: TurnsReport["sustained"] = [];
  for (const stored of options.stored) {
    const measured = await measureProduct(stored, seconds, options);
    phases.push(...measured.phases);
    sustained.push(measured.sustained);
  }
  const report: TurnsReport = {
    machine: {
      cpu: cpus()[0]?.model ?? "unknown",
      cores: cpus().length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    },
    baseline,
    phases,
    sustained,
    ratios: ratiosOf(baseline, phases, sustained),
  };
  printTurns(report);
  if (options.json) console.log(JSON.stringify(report));
}

function ratiosOf(
  baseline: Phase[],
  phases: Phase[],
  sustained: TurnsReport["sustained"],
): TurnsReport["ratios"] {
  const [fewest, most] = [sustained[0], sustained.at(-1)];
  const at200 = (list: Phase[]) =>
    list.find(({ ratePerSecond }) => ratePerSecond === 200)?.ackMs.p50;
  const [ours, least] = [at200(phases), at200(baseline)];
  return {
    sustainedMostToFewest:
      fewest === undefined || most === undefined || fewest === most
        ? null
        : toHundredths(most.turnsPerSecond / fewest.turnsPerSecond),
    ackP50ToBaseline:
      ours === undefined || least === undefined
        ? null
        : toHundredths(ours / least),
  };
}

async function measureBaseline(seconds: number): Promise<Phase[]> {
  const stateDir = mkdtempSync(join(tmpdir(), "aibud-bench-"));
  const server = await start(
    "scripts/bench/baseline-server.ts",
    { BENCH_STATE_DIR: stateDir, BENCH_HMAC_KEY: SECRET },
    (line) => line.startsWith("{"),
  );
  const { port } = JSON.parse(server.readyLine) as { port: number };
  const url = new URL(`http://127.0.0.1:${String(port)}/`);
  const target: Target = {
    addresses: [{ url, key: SECRET, session: "baseline" }],
  };
  try {
    await postAtRate(target, 200, 2);
    const phases: Phase[] = [];
    for (const rate of [50, 200]) {
      phases.push(
        await measurePhase({
          name: `baseline ${String(rate)}/s`,
          server,
          target,
          rate,
          seconds,
          stored: 0,
          modelMs: 0,
          vendors: null,
        }),
      );
    }
    return phases;
  } finally {
    await server.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
}

async function measureProduct(
  stored: number,
  seconds: number,
  { quick, profileDir }: Options,
): Promise<{ phases: Phase[]; sustained: TurnsReport["sustained"][number] }> {
  const stateDir = mkdtempSync(join(tmpdir(), "aibud-bench-"));
  const vendorServer = await start("scripts/bench/vendors.ts", {}, (line) =>
    line.startsWith("{"),
  );
  const { port } = JSON.parse(vendorServer.readyLine) as { port: number };
  const vendors = `http://127.0.0.1:${String(port)}`;
  const env = environment(vendors, stateDir);
  try {
    console.error(`Seeding ${String(stored)} messages …`);
    const seeded = await seed(join(stateDir, "convex"), env, stored);
    const server = await start(
      "local/convex/main.ts",
      env,
      (line) => line.includes("ready:"),
      profileDir === null ? [] : ["--cpu-prof", `--cpu-prof-dir=${profileDir}`],
    );
    try {
      return await measureStored({
        stored,
        seconds,
        quick,
        server,
        vendors,
        target: targetOf(server, seeded),
      });
    } finally {
      await server.stop();
    }
  } finally {
    await vendorServer.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
}

function targetOf(server: Started, seeded: Seeded[]): Target {
  const site = /HTTP actions (http:\/\/[^)]+)\)/.exec(server.readyLine)?.[1];
  if (site === undefined) throw new Error("No address in the ready line.");
  return {
    addresses: seeded.map(({ webhookPath, hmacKey, session }) => ({
      url: new URL(webhookPath, site),
      key: hmacKey,
      session,
    })),
  };
}

function environment(
  vendors: string,
  stateDir: string,
): Record<string, string> {
  return {
    NODE_ENV: "production",
    CONVEX_STATE_DIR: join(stateDir, "convex"),
    CONVEX_PORT: "0",
    CONVEX_SITE_PORT: "0",
    CONVEX_ADMIN_KEY: SECRET,
    CONVEX_SITE_URL: "http://127.0.0.1:3211",
    CLERK_JWT_ISSUER_DOMAIN: "http://127.0.0.1:4010",
    WEBHOOK_MASTER_SECRET: SECRET,
    WAHA_WEBHOOK_SECRET: SECRET,
    WAHA_BASE_URL: vendors,
    WAHA_API_KEY: SECRET,
    GEMINI_BASE_URL: vendors,
    GEMINI_API_KEY: SECRET,
    AUDIT_HASH_SECRET: SECRET,
    // The rates are the bench's own question; few numbers stand for many.
    WEBHOOK_LIMIT_PER_MINUTE: "1000000",
  };
}

type StoredInput = {
  stored: number;
  seconds: number;
  quick: boolean;
  server: Started;
  vendors: string;
  target: Target;
};

async function measureStored(
  input: StoredInput,
): Promise<{ phases: Phase[]; sustained: TurnsReport["sustained"][number] }> {
  const { stored, server, vendors, target } = input;
  const phase = async (rate: number, modelMs: number, seconds: number) => {
    await fetch(`${vendors}/control/delay?ms=${String(modelMs)}`);
    await fetch(`${vendors}/control/marks`);
    const name = `${String(rate)}/s, model ${String(modelMs)} ms`;
    const measured = await measurePhase({
      name,
      server,
      target,
      rate,
      seconds,
      stored,
      modelMs,
      vendors,
    });
    console.error(
      `${String(stored)} stored, ${name}: ack p99 ${String(measured.ackMs.p99)} ms, send p95 ${String(measured.sendMs?.p95)} ms, ${String(measured.turnsPerSecond)} turns/s, lost ${String(measured.lost)}`,
    );
    return measured;
  };
  // Unmeasured, from slow to fast: the engine compiles the functions that turn out to be hot.
  await phase(50, 0, input.quick ? 3 : 10);
  await phase(120, 0, input.quick ? 4 : 20);
  await phase(200, 0, input.quick ? 12 : 20);
  const phases = [await phase(50, 0, input.seconds)];
  phases.push(await phase(200, 0, input.seconds));
  phases.push(await phase(50, 800, input.seconds));
  phases.push(await phase(200, 800, input.seconds));
  let best: Phase | null = null;
  for (const rate of [150, 200, 250, 300, 350, 400, 450]) {
    const measured = await phase(rate, 0, input.seconds);
    phases.push(measured);
    if (!isSustained(measured, input.seconds)) break;
    best = measured;
  }
  return {
    phases,
    sustained: {
      stored,
      turnsPerSecond: best?.turnsPerSecond ?? 0,
      ackP99Ms: best?.ackMs.p99 ?? Number.NaN,
    },
  };
}

/** Sustained: nothing lost or refused, and the sends keep up with the posts. */
function isSustained(phase: Phase, seconds: number): boolean {
  const keepsUp = phase.turns / phase.turnsPerSecond <= seconds * 1.05 + 0.2;
  const p95 = phase.sendMs?.p95 ?? Number.NaN;
  return phase.lost === 0 && phase.failures === 0 && keepsUp && p95 <= 1_000;
}
