import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

import { PROJECT } from "./app";

const MAIN = fileURLToPath(
  new URL("../../../../../local/convex/main.ts", import.meta.url),
);
const ROOT = fileURLToPath(new URL("../../../../../", import.meta.url));

export interface ChildRuntime {
  /** Everything the process has printed. */
  output(): string;
  /** Resolves with the exit code; null after a signal. */
  readonly exited: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port =
    typeof address === "object" && address !== null ? address.port : 0;
  server.close();
  await once(server, "close");
  return port;
}

export function spawnRuntime(
  env: Record<string, string>,
  nodeOptions: string[] = [],
): ChildRuntime {
  const child: ChildProcess = spawn(
    process.execPath,
    [...nodeOptions, "local/run.mjs", MAIN],
    {
      cwd: ROOT,
      env: { ...process.env, CONVEX_PROJECT_DIR: PROJECT, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk) => {
      text += String(chunk);
    });
  }
  return {
    output: () => text,
    exited: once(child, "exit").then(([code]) => code as number | null),
    kill(signal) {
      child.kill(signal);
    },
  };
}

/** Resolves when the process serves; rejects with its output when it ends instead. */
export async function untilReady(child: ChildRuntime): Promise<void> {
  let hasExited = false;
  void child.exited.then(() => {
    hasExited = true;
  });
  while (!child.output().includes("[convex] ready")) {
    if (hasExited) throw new Error(`The runtime ended: ${child.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
