import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { ROOT, type Env } from "./environment";
import { reasonOf } from "./failure";

export type ChildOptions = {
  /** As it reads in a sentence: "the Convex runtime". */
  name: string;
  /** Arguments of Node. */
  command: readonly string[];
  env: Env;
  logFile: string;
  /** How long it may take to end when asked; 8 seconds unless given. */
  patienceMs?: number;
  /** Called with every line it writes to stderr. */
  onComplaint: (line: string) => void;
};

/** A process of the local cloud. It ends when this process does, however that ends. */
export interface Child {
  readonly name: string;
  readonly pid: number | undefined;
  /** Resolves with how it ended, such as "was ended by SIGKILL". */
  readonly ended: Promise<string>;
  hasEnded(): boolean;
  /** What it complained of last. */
  lastWords(): string | null;
  /** Ends it and everything it started: politely, then by force. */
  stop(): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

const PATIENCE_MS = 8_000;
const WATCH = join(ROOT, "local/cli/parent-watch.mjs");
const KEPT_LINES = 20;

function howItEnded(code: number | null, signal: string | null): string {
  return signal === null
    ? `ended with code ${code ?? 1}`
    : `was ended by ${signal}`;
}

/** Signals a whole process group; false when it is gone. */
function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}

export function startChild(options: ChildOptions): Child {
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = createWriteStream(options.logFile);
  // A log that cannot be written must not end the process it describes.
  log.on("error", () => undefined);
  const env: Env = {
    ...options.env,
    LOCAL_CLOUD_PID: String(process.pid),
  };
  const launched = spawn(
    process.execPath,
    ["--import", WATCH, ...options.command],
    {
      cwd: ROOT,
      // Next types NODE_ENV as always set; it need not be.
      env: env as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      // Its own group: Ctrl-C reaches us alone, and we end it in order.
      detached: true,
    },
  );
  const complaints: string[] = [];
  launched.stdout?.pipe(log, { end: false });
  if (launched.stderr !== null) {
    createInterface({ input: launched.stderr }).on("line", (line) => {
      log.write(`${line}\n`);
      if (line.trim() === "") return;
      complaints.push(line);
      if (complaints.length > KEPT_LINES) complaints.shift();
      options.onComplaint(line);
    });
  }
  let hasEnded = false;
  const ended = new Promise<string>((resolve) => {
    launched.once("error", (error) => {
      hasEnded = true;
      resolve(`could not be started: ${reasonOf(error)}`);
    });
    launched.once("close", (code, signal) => {
      hasEnded = true;
      resolve(howItEnded(code, signal));
    });
  });
  const { pid } = launched;
  const { patienceMs = PATIENCE_MS } = options;
  return {
    name: options.name,
    pid,
    ended,
    hasEnded: () => hasEnded,
    // Indented lines are stack frames.
    lastWords: () => complaints.findLast((line) => !/^\s/.test(line)) ?? null,
    kill: (signal) => launched.kill(signal),
    async stop() {
      if (pid === undefined) return;
      launched.kill("SIGTERM");
      const force = setTimeout(() => signalGroup(pid, "SIGKILL"), patienceMs);
      await ended;
      clearTimeout(force);
      signalGroup(pid, "SIGKILL");
    },
  };
}
