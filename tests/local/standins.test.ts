import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { expect, test } from "vitest";

import { localUrl, type Environment } from "../../local/ports";
import { startStandIns } from "../../local/standins";
import { freePorts } from "../../scripts/trials/free-ports";

const ELSEWHERE = "https://service.example.com";

/** Everything replaced, so that nothing takes one of the fixed ports. */
const REPLACED: Environment = {
  WAHA_BASE_URL: ELSEWHERE,
  GEMINI_BASE_URL: ELSEWHERE,
  UPSTASH_REDIS_REST_URL: ELSEWHERE,
  CLERK_JWT_ISSUER_DOMAIN: ELSEWHERE,
  SENTRY_DSN: "https://key@sentry.example.com/1",
  POLAR_BASE_URL: ELSEWHERE,
};

const stateDir = (): string => mkdtempSync(join(tmpdir(), "standins-"));

test("a stand-in whose address was replaced is not started", async () => {
  const standIns = await startStandIns(REPLACED, stateDir());
  expect(standIns.urls).toEqual({});
  await standIns.close();
});

test("production is refused", async () => {
  await expect(
    startStandIns({ ...REPLACED, NODE_ENV: "production" }, stateDir()),
  ).rejects.toThrow("NODE_ENV=production");
});

test("a stand-in that lacks its key says which one", async () => {
  const env = { ...REPLACED, WAHA_BASE_URL: localUrl("waha", {}) };
  await expect(startStandIns(env, stateDir())).rejects.toThrow(
    "WAHA_API_KEY is not set.",
  );
});

test("the process prints one ready line and ends by SIGTERM with 0", async () => {
  const root = resolve(import.meta.dirname, "../..");
  // One of them has to serve: a process with nothing to do ends by itself.
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const env = { ...REPLACED, GEMINI_BASE_URL: "" };
  const child = spawn(
    process.execPath,
    [join(root, "local/run.mjs"), join(root, "local/standins.ts")],
    {
      cwd: root,
      env: {
        ...process.env,
        ...env,
        GEMINI_STANDIN_PORT: String(port),
        NODE_ENV: "test",
      },
    },
  );
  const [line] = await once(child.stdout, "data");
  expect(JSON.parse(String(line))).toEqual({ ready: true, gemini: url });
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
});
