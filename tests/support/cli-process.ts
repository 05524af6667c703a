import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { ROOT, type Env } from "../../local/cli/environment";
import { until } from "./until";

/** One run of the command line, as a person at a terminal has it. */
export interface CliProcess {
  readonly pid: number;
  output(): string;
  /** Waits for words in its output; fails when it ends before. */
  says(words: string, withinMs?: number): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Resolves with its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
}

const SPOKEN_WITHIN_MS = 60_000;

export function runCli(
  args: readonly string[],
  env: Env,
  script = "local/cli.ts",
): CliProcess {
  const child = spawn(process.execPath, ["local/run.mjs", script, ...args], {
    cwd: ROOT,
    // Next types NODE_ENV as always set; it need not be.
    env: env as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  let hasEnded = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
  }
  const ended = new Promise<number | null>((resolve) => {
    child.once("close", (code) => {
      hasEnded = true;
      resolve(code);
    });
  });
  return {
    pid: child.pid ?? 0,
    output: () => text,
    async says(words, withinMs = SPOKEN_WITHIN_MS) {
      await until(
        `"${words}"`,
        () => ({ hasEnded, text }),
        (state) => state.hasEnded || state.text.includes(words),
        withinMs,
      );
      if (!text.includes(words)) throw new Error(`It ended, saying:\n${text}`);
    },
    signal: (signal) => {
      child.kill(signal);
    },
    ended,
  };
}

/** Runs a command to its end. */
export async function runToEnd(
  args: readonly string[],
  env: Env,
  script?: string,
): Promise<{ code: number | null; output: string }> {
  const run = runCli(args, env, script);
  const code = await run.ended;
  return { code, output: run.output() };
}

/** A process and everything it started, by their ids. */
export function familyOf(pid: number): number[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], {
    encoding: "utf8",
  });
  const pairs = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const family = [pid];
  for (const member of family) {
    for (const [child, parent] of pairs) {
      if (parent === member && child !== undefined) family.push(child);
    }
  }
  return family;
}

/** The command line of a process. */
export function commandOf(pid: number): string {
  const { stdout } = spawnSync("ps", ["-o", "args=", "-p", String(pid)], {
    encoding: "utf8",
  });
  return stdout;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits until none of the processes is left. */
export async function untilGone(pids: readonly number[]): Promise<void> {
  await until(
    "the end of every process",
    () => pids.filter(isAlive),
    ({ length }) => length === 0,
    10_000,
  );
}

/** Holds a port until it is called. */
export function holdPort(port: number): Promise<() => Promise<void>> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host: "127.0.0.1" }, () => {
      resolve(
        () =>
          new Promise((done) => {
            server.close(() => {
              done();
            });
          }),
      );
    });
  });
}
