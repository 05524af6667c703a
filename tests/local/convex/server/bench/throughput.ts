/**
 * Throughput of the runtime as a process of its own, over real connections:
 * `node local/run.mjs tests/local/convex/server/bench/throughput.ts`. With
 * `CPU_PROFILE_DIR` set the runtime writes a CPU profile there.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import autocannon from "autocannon";

import { freePort, spawnRuntime, untilReady } from "../support/child-runtime";
import { httpClient, mutation, query } from "../support/clients";

const SECONDS = Number(process.env["BENCH_SECONDS"] ?? 8);
const JOBS = Number(process.env["BENCH_JOBS"] ?? 10_000);

const TEXT = "a message of usual length, some words";
const CALL = JSON.stringify({
  path: "messages:send",
  format: "convex_encoded_json",
  args: [{ channel: "bench", body: TEXT }],
});

async function load(
  name: string,
  url: string,
  body: string,
  connections: number,
): Promise<object> {
  const result = await autocannon({
    url,
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body,
    connections,
    duration: SECONDS,
  });
  return {
    name,
    connections,
    perSecond: Math.round(result.requests.average),
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    failed: result.non2xx + result.errors,
  };
}

async function jobs(url: string, job: "mutation" | "action"): Promise<object> {
  const client = httpClient(url);
  const finished = async (): Promise<number> =>
    (await client.query(query("work:countRuns"), {})) as number;
  const before = await finished();
  const startedAt = performance.now();
  for (let from = 0; from < JOBS; from += 500) {
    const keys = Array.from(
      { length: 500 },
      (_, index) => `${job}${from + index}`,
    );
    await client.mutation(mutation("work:schedule"), { job, keys, delayMs: 0 });
  }
  // Counting costs the runtime as much as many jobs, so it is done rarely.
  while ((await finished()) < before + JOBS) {
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  return { job, jobs: JOBS, perSecond: Math.round(JOBS / seconds) };
}

const stateDir = mkdtempSync(join(tmpdir(), "convex-bench-"));
const port = await freePort();
const sitePort = await freePort();
const url = `http://127.0.0.1:${port}`;
const siteUrl = `http://127.0.0.1:${sitePort}`;
const profileDir = process.env["CPU_PROFILE_DIR"];
const child = spawnRuntime(
  {
    CONVEX_STATE_DIR: stateDir,
    CONVEX_PORT: String(port),
    CONVEX_SITE_PORT: String(sitePort),
    NODE_ENV: "production",
  },
  profileDir === undefined
    ? []
    : ["--cpu-prof", `--cpu-prof-dir=${profileDir}`],
);
child.exited
  .then((code) => {
    if (code !== 0)
      console.error(`The runtime ended with ${code}: ${child.output()}`);
  })
  .catch(() => undefined);
try {
  await untilReady(child);
  const only = process.env["BENCH_ONLY"];
  if (only === undefined || only === "http") {
    for (const connections of [1, 16, 128]) {
      console.log(
        await load("mutation", `${url}/api/mutation`, CALL, connections),
      );
      console.log(
        await load(
          "HTTP action with a mutation",
          `${siteUrl}/send/bench`,
          TEXT,
          connections,
        ),
      );
    }
  }
  if (only === undefined || only === "jobs") {
    console.log(await jobs(url, "mutation"));
    console.log(await jobs(url, "action"));
  }
} finally {
  child.kill("SIGTERM");
  await child.exited;
  rmSync(stateDir, { recursive: true, force: true });
}
