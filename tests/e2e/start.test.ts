import { rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addressesOf, stateDirOf, type Env } from "../../local/cli/environment";
import { SECOND_NAME } from "../../local/cli/seed/people";
import { cloudEnvironment } from "../../scripts/trials/environment";
import {
  commandOf,
  familyOf,
  holdPort,
  runCli,
  runToEnd,
  untilGone,
  type CliProcess,
} from "../support/cli-process";

let env: Env;
let running: CliProcess | null = null;

beforeEach(async () => {
  env = await cloudEnvironment({ APP_BUILD: "keep" });
});

afterEach(async () => {
  if (running !== null) {
    running.signal("SIGTERM");
    await running.ended;
    running = null;
  }
  rmSync(stateDirOf(env), { recursive: true, force: true });
});

async function bringUp(command: "start" | "up"): Promise<CliProcess> {
  const started = runCli([command], env);
  running = started;
  await started.says("My Aibud is running");
  return started;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).status > 0;
  } catch {
    return false;
  }
}

function everyUrl(): string[] {
  const { phone: _, ...addresses } = addressesOf(env);
  return Object.values(addresses);
}

test("start brings up everything with a demo tenant, says so to a second start, and Ctrl-C leaves nothing behind", async () => {
  const started = await bringUp("start");
  const family = familyOf(started.pid);
  expect(family.length).toBeGreaterThanOrEqual(4);
  const { app, phone } = addressesOf(env);
  for (const words of [app, phone, "Harbour Street Bakery, 200 credits"]) {
    expect(started.output()).toContain(words);
  }
  const page = await fetch(app);
  expect(page.status).toBe(200);
  expect(page.headers.get("content-type")).toContain("text/html");
  expect((await fetch(phone)).status).toBe(200);

  const info = await runToEnd(["info", "--json"], env);
  expect(info.code).toBe(0);
  const { tenants, users, ...rest } = JSON.parse(info.output);
  expect(rest).toEqual({
    ...addressesOf(env),
    wahaApiKey: env["WAHA_API_KEY"],
    webhookSecret: env["WAHA_WEBHOOK_SECRET"],
  });
  expect(users.map(({ role }: { role: string }) => role)).toEqual([
    "operator",
    "owner",
    "agent",
    "viewer",
    "owner",
  ]);
  expect(tenants).toHaveLength(2);
  for (const [name, available] of [
    ["Harbour Street Bakery", 200],
    [SECOND_NAME, 100],
  ]) {
    expect(tenants).toContainEqual(
      expect.objectContaining({
        name,
        available,
        instances: [expect.objectContaining({ status: "WORKING" })],
      }),
    );
  }

  const second = await runToEnd(["start"], env);
  expect(second.code).toBe(1);
  expect(second.output.trim().split("\n")).toEqual([
    expect.stringContaining("already running"),
  ]);
  const reset = await runToEnd(["reset"], env);
  expect(reset.code).toBe(1);
  expect(reset.output).toContain("stop it first");

  started.signal("SIGINT");
  expect(await started.ended).toBe(0);
  running = null;
  await untilGone(family);
  for (const url of everyUrl()) expect(await answers(url)).toBe(false);
});

test("the state survives a restart, an export brings it back after a reset", async () => {
  const first = await bringUp("up");
  const created = await runToEnd(
    ["tenant", "--name", "Corner Shop", "--credits", "7", "--json"],
    env,
  );
  expect(JSON.parse(created.output)).toMatchObject({
    name: "Corner Shop",
    available: 7,
    instances: [{ status: "WORKING" }],
  });
  first.signal("SIGTERM");
  expect(await first.ended).toBe(0);

  const file = join(stateDirOf(env), "everything.gz");
  expect((await runToEnd(["export", file], env)).code).toBe(0);
  expect((await runToEnd(["reset"], env)).code).toBe(0);
  const imported = await runToEnd(["import", file], env);
  expect(imported).toMatchObject({ code: 0 });

  await bringUp("up");
  const { tenants } = JSON.parse(
    (await runToEnd(["info", "--json"], env)).output,
  );
  const { id, instances } = JSON.parse(created.output);
  expect(tenants).toHaveLength(3);
  expect(tenants).toContainEqual(expect.objectContaining({ id, available: 7 }));
  const waha = `${addressesOf(env).waha}/api/sessions/${instances[0].sessionName}`;
  const session = await fetch(waha, {
    headers: { "X-Api-Key": env["WAHA_API_KEY"] ?? "" },
  });
  expect(await session.json()).toMatchObject({ status: "WORKING" });
});

test("when it is killed without a word, its processes notice and end", async () => {
  const started = await bringUp("up");
  const family = familyOf(started.pid);
  expect(family.length).toBeGreaterThanOrEqual(3);
  started.signal("SIGKILL");
  await started.ended;
  running = null;
  await untilGone(family);
});

test("a process that dies is named, and everything stops with an error", async () => {
  const started = await bringUp("up");
  const family = familyOf(started.pid);
  const runtime = family.find((pid) => commandOf(pid).includes("convex/main"));
  if (runtime === undefined) throw new Error("The runtime does not run.");
  process.kill(runtime, "SIGKILL");
  expect(await started.ended).toBe(1);
  running = null;
  expect(started.output()).toContain(
    "The Convex runtime was ended by SIGKILL. Everything else is being stopped.",
  );
  await untilGone(family);
});

test("a port in use is named with what needs it, and nothing is left running", async () => {
  const release = await holdPort(Number(env["WAHA_STANDIN_PORT"]));
  const { code, output } = await runToEnd(["up"], env);
  await release();
  expect(code).toBe(1);
  expect(output.trim()).toBe(
    `Port ${env["WAHA_STANDIN_PORT"] ?? ""} (for the WAHA stand-in) is in use by another program; stop it and start again.`,
  );
});

test("a state directory that cannot be written is one clear sentence", async () => {
  const file = join(stateDirOf(env), "a-file");
  writeFileSync(file, "");
  const { code, output } = await runToEnd(["up"], {
    ...env,
    LOCAL_STATE_DIR: join(file, "below"),
  });
  expect(code).toBe(1);
  expect(output.trim().split("\n")).toEqual([
    expect.stringMatching(/^The state directory .* cannot be written/),
  ]);
});

test("stand-ins whose addresses are replaced are not started, and a gateway that answers oddly is only a warning", async () => {
  const odd = createServer((_request, response) => {
    response.end("<html>hello</html>");
  });
  await new Promise<void>((resolve) => {
    odd.listen(0, "127.0.0.1", resolve);
  });
  const { port } = odd.address() as AddressInfo;
  const elsewhere = `http://127.0.0.1:${port}`;
  const { WAHA_STANDIN_PORT, GEMINI_STANDIN_PORT } = env;
  env = { ...env, WAHA_BASE_URL: elsewhere, GEMINI_BASE_URL: elsewhere };
  const started = await bringUp("up");
  expect(started.output()).toContain(`WAHA at ${elsewhere} did not create`);
  for (const own of [WAHA_STANDIN_PORT, GEMINI_STANDIN_PORT]) {
    expect(await answers(`http://127.0.0.1:${own ?? ""}`)).toBe(false);
  }

  const created = await runToEnd(["tenant", "--name", "Odd", "--json"], env);
  const [tenant, warning] = created.output
    .trim()
    .split("\n")
    .toSorted((one) => (one.startsWith("{") ? -1 : 1));
  expect(created.code).toBe(0);
  expect(warning).toContain("did not create the session");
  expect(JSON.parse(tenant ?? "")).toMatchObject({
    name: "Odd",
    instances: [{ status: "STOPPED" }],
  });
  await new Promise((resolve) => odd.close(resolve));
});
