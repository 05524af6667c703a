import { mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { codeOf, Failure, reasonOf } from "./failure";

const LEAST_FREE_BYTES = 100 * 1024 * 1024;

/** Throws one sentence when the state directory cannot take more state. */
export function checkStateDir(stateDir: string): void {
  const probe = join(stateDir, `.probe-${process.pid}`);
  try {
    mkdirSync(stateDir, { recursive: true });
    writeFileSync(probe, "probe");
    rmSync(probe);
  } catch (error) {
    if (codeOf(error) === "ENOSPC") throw fullDisk(stateDir, 0);
    throw new Failure(
      `The state directory ${stateDir} cannot be written (${reasonOf(error)}).`,
      { cause: error },
    );
  }
  const { bavail, bsize } = statfsSync(stateDir);
  const free = bavail * bsize;
  if (free < LEAST_FREE_BYTES) throw fullDisk(stateDir, free);
}

function fullDisk(stateDir: string, freeBytes: number): Failure {
  const megabytes = Math.floor(freeBytes / 1024 / 1024);
  return new Failure(
    `The disk is full: ${megabytes} MB are free at ${stateDir}, the local cloud needs 100 MB; free some space and start again.`,
  );
}

export type NeededPort = { port: number; service: string };

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => {
      if (codeOf(error) === "EADDRINUSE") resolve(true);
      else reject(new Failure(`Port ${port}: ${reasonOf(error)}`));
    });
    server.listen({ port, host: "127.0.0.1" }, () => {
      server.close(() => {
        resolve(false);
      });
    });
  });
}

/** Throws one sentence that names every port that another program holds, and what needs it. */
export async function checkPorts(needed: readonly NeededPort[]): Promise<void> {
  const taken: string[] = [];
  for (const { port, service } of needed) {
    if (await isTaken(port)) taken.push(`port ${port} (for ${service})`);
  }
  if (taken.length === 0) return;
  const list = taken.join(", ");
  throw new Failure(
    `${list.charAt(0).toUpperCase()}${list.slice(1)} ${taken.length === 1 ? "is" : "are"} in use by another program; stop it and start again.`,
  );
}
