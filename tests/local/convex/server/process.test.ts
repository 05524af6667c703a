import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

import { temporaryDirectory } from "./support/app";
import { freePort, spawnRuntime, untilReady } from "./support/child-runtime";
import { httpClient, mutation } from "./support/clients";

async function environment(
  stateDir = temporaryDirectory(),
): Promise<Record<string, string>> {
  return {
    CONVEX_STATE_DIR: stateDir,
    CONVEX_PORT: String(await freePort()),
    CONVEX_SITE_PORT: String(await freePort()),
  };
}

function run(env: Record<string, string>) {
  const child = spawnRuntime(env);
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child;
}

/** What the process said when it refused to start: one line of its own. */
async function refusal(env: Record<string, string>): Promise<string> {
  const child = run(env);
  expect(await child.exited).toBe(1);
  const lines = child
    .output()
    .split("\n")
    .filter((line) => line.startsWith("[convex]"));
  expect(lines).toHaveLength(1);
  return lines[0] ?? "";
}

test("SIGTERM ends it cleanly and another start finds the state", async () => {
  const env = await environment();
  const first = run(env);
  await untilReady(first);
  const url = `http://127.0.0.1:${env["CONVEX_PORT"]}`;
  await httpClient(url).mutation(mutation("messages:send"), {
    channel: "a",
    body: "kept",
  });
  first.kill("SIGTERM");
  expect(await first.exited).toBe(0);
  const second = run(env);
  await untilReady(second);
  second.kill("SIGINT");
  expect(await second.exited).toBe(0);
});

test("a port in use is one sentence that names the port", async () => {
  const env = await environment();
  const holder = createServer().listen(Number(env["CONVEX_PORT"]), "127.0.0.1");
  await once(holder, "listening");
  onTestFinished(() => {
    holder.close();
  });
  expect(await refusal(env)).toContain(
    `Port ${env["CONVEX_PORT"]} for the Convex API is already in use`,
  );
});

test("two processes cannot open one state", async () => {
  const stateDir = temporaryDirectory();
  const first = run(await environment(stateDir));
  await untilReady(first);
  expect(await refusal(await environment(stateDir))).toContain(
    "is in use by another Convex runtime",
  );
});

test("an unreadable state is an error and not an empty start", async () => {
  const stateDir = temporaryDirectory();
  writeFileSync(
    join(stateDir, "data.sqlite"),
    "this is no database, whatever its name says".repeat(100),
  );
  expect(await refusal(await environment(stateDir))).toContain(
    "cannot be read",
  );
});

test.skipIf(process.getuid?.() === 0)(
  "a state directory that cannot be written is named",
  async () => {
    const stateDir = join(temporaryDirectory(), "locked");
    mkdirSync(stateDir);
    chmodSync(stateDir, 0o500);
    expect(await refusal(await environment(stateDir))).toContain(
      "cannot be written",
    );
  },
);
