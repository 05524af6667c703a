import { spawnSync } from "node:child_process";

const NPM_POLL_MS = 500;
const MAX_ANCESTORS = 6;

/** The npm that runs us, found among our ancestors; null when there is none. */
function findNpm(): number | null {
  if (process.env["npm_lifecycle_event"] === undefined) return null;
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,args="], {
    encoding: "utf8",
  });
  const processes = new Map<number, { parent: number; command: string }>();
  for (const line of (stdout ?? "").split("\n")) {
    const [, pid, parent, command] =
      /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined || command === undefined) continue;
    processes.set(Number(pid), { parent: Number(parent), command });
  }
  let pid = process.ppid;
  for (let step = 0; step < MAX_ANCESTORS; step += 1) {
    const ancestor = processes.get(pid);
    if (ancestor === undefined) return null;
    if (/^npm\b/.test(ancestor.command)) return pid;
    pid = ancestor.parent;
  }
  return null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Aborts when somebody wants this process to end: Ctrl-C, a signal, or the end of whatever started it. */
export function createStopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    controller.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, stop);
  }
  if (process.connected) {
    process.on("disconnect", stop);
    process.channel?.unref();
  }
  // Between npm and us is a shell that outlives it, so no channel tells.
  const npm = findNpm();
  if (npm !== null) {
    setInterval(() => {
      if (!isAlive(npm)) stop();
    }, NPM_POLL_MS).unref();
  }
  return controller.signal;
}

/** Resolves when the signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else {
      signal.addEventListener("abort", () => {
        resolve();
      });
    }
  });
}
