import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

import { serveConvex } from "../../../../../local/convex/serve";
import type { EmbeddedRuntime } from "../../../../../local/convex/runtime";
import { systemClock, type Clock } from "../../../../../local/shared/clock";

export const PROJECT = fileURLToPath(
  new URL("../../fixtures/server-app", import.meta.url),
);
export const ADMIN_KEY = "test-admin-key";

export interface App {
  readonly url: string;
  readonly siteUrl: string;
  readonly runtime: EmbeddedRuntime;
  readonly logged: string[];
  stop(): Promise<void>;
  /** Stops and opens the same state again on the same ports. */
  restart(): Promise<void>;
}

export function temporaryDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), "convex-server-"));
  onTestFinished(() => {
    rmSync(path, { recursive: true, force: true });
  });
  return path;
}

export async function startApp(
  options: {
    env?: Record<string, string>;
    clock?: Clock;
    stateDir?: string;
    drainMs?: number;
    /** As `npm start` has it unless a clock is given, which no thread can share. */
    threaded?: boolean;
  } = {},
): Promise<App> {
  const stateDir = options.stateDir ?? temporaryDirectory();
  const logged: string[] = [];
  const open = (port: number, sitePort: number) =>
    serveConvex({
      projectDir: PROJECT,
      stateDir,
      env: { CONVEX_ADMIN_KEY: ADMIN_KEY, ...options.env },
      host: "127.0.0.1",
      port,
      sitePort,
      clock: options.clock ?? systemClock,
      drainMs: options.drainMs ?? 5_000,
      threaded: options.threaded ?? options.clock === undefined,
      log: (line) => logged.push(line),
    });
  let running = await open(0, 0);
  const { url, siteUrl } = running;
  const stop = (): Promise<void> => running.close();
  onTestFinished(stop);
  return {
    url,
    siteUrl,
    logged,
    get runtime() {
      return running.runtime;
    },
    stop,
    async restart() {
      await stop();
      running = await open(
        Number(new URL(url).port),
        Number(new URL(siteUrl).port),
      );
    },
  };
}
