import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const START_TIMEOUT_MS = 60_000;

export interface NextApp {
  url: string;
  /** What it printed so far, both streams. */
  output: () => string;
  stop: () => Promise<void>;
}

type Environment = Record<string, string>;

/** Starts the built app, on a free port unless one is given, with exactly this environment. */
export async function startNextApp(
  environment: Environment,
  port = 0,
): Promise<NextApp> {
  const { child, output } = spawnNext(environment, port);
  const url = await readAddress(child, output);
  // "Ready" comes before the server is: its first answer says so.
  await fetch(`${url}/icon.svg`);
  return { url, output, stop: () => stop(child) };
}

/** Starts it and waits for it to give up: the exit code and what it printed. */
export async function startNextAppExpectingExit(
  environment: Environment,
): Promise<{ code: number | null; output: string }> {
  const { child, output } = spawnNext(environment, 0);
  const code = await new Promise<number | null>((resolve) => {
    child.once("close", resolve);
  });
  return { code, output: output() };
}

function spawnNext(environment: Environment, port: number) {
  if (!existsSync(`${root}.next/BUILD_ID`)) {
    throw new Error("There is no build: run npm run build first.");
  }
  let text = "";
  const child = spawn(
    process.execPath,
    [
      "node_modules/next/dist/bin/next",
      "start",
      "-p",
      String(port),
      "-H",
      "127.0.0.1",
    ],
    {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env["PATH"],
        HOME: process.env["HOME"],
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
        ...environment,
      },
    },
  );
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
  }
  return { child, output: () => text };
}

function readAddress(
  child: ChildProcess,
  output: () => string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      child.kill("SIGKILL");
      reject(new Error(`The app ${reason}:\n${output()}`));
    };
    const timer = setTimeout(() => fail("did not start"), START_TIMEOUT_MS);
    child.once("exit", () => fail("ended"));
    child.stdout?.on("data", () => {
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(output())?.[0];
      if (address === undefined || !output().includes("Ready")) return;
      clearTimeout(timer);
      child.removeAllListeners("exit");
      resolve(address);
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await ended;
  clearTimeout(timer);
}
