import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

export type Started = {
  pid: number;
  /** The first line that `isReady` accepts. */
  readyLine: string;
  stop(): Promise<void>;
};

const CLOCK_TICKS_PER_SECOND = 100;

/** Starts a TypeScript file as a process and waits for its ready line. */
export function start(
  file: string,
  env: Record<string, string>,
  isReady: (line: string) => boolean,
  nodeOptions: string[] = [],
): Promise<Started> {
  const command = [...nodeOptions, "local/run.mjs", file];
  const child = spawn(process.execPath, command, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const complaints: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    complaints.push(line);
    complaints.splice(0, Math.max(0, complaints.length - 20));
  });
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => {
      reject(
        new Error(
          `${file} ended with ${String(code)}: ${complaints.join("\n")}`,
        ),
      );
    });
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (child.pid === undefined || !isReady(line)) return;
      resolve({ pid: child.pid, readyLine: line, stop: () => stop(child) });
    });
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}

/** CPU time of a process so far, in seconds (user and system, all threads). */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND;
}

/** Resident memory of a process now and at its peak, in MiB. */
export function memoryMiB(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${String(pid)}/status`, "utf8");
  const read = (name: string) =>
    Math.round(
      Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? "0") / 1024,
    );
  return { now: read("VmRSS"), peak: read("VmHWM") };
}
