import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

import { temporaryDirectory } from "./support/app";
import {
  freePort,
  spawnRuntime,
  untilReady,
  type ChildRuntime,
} from "./support/child-runtime";
import { eventually, httpClient, mutation, query } from "./support/clients";

type Held = { child: ChildRuntime; url: string; file: string };

async function startHeld(env: Record<string, string>): Promise<Held> {
  const file = join(mkdtempSync(join(tmpdir(), "holds-")), "points");
  const port = String(await freePort());
  const child = spawnRuntime({
    ...env,
    CONVEX_HOLD_FILE: file,
    CONVEX_PORT: port,
    CONVEX_SITE_PORT: String(await freePort()),
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  await untilReady(child);
  return { child, url: `http://127.0.0.1:${port}`, file };
}

test.each([
  { point: "before work:recordRun", committed: 0 },
  { point: "after work:recordRun", committed: 1 },
])(
  "an action held $point is there until the process is killed, with $committed commits",
  async ({ point, committed }) => {
    const state = { CONVEX_STATE_DIR: temporaryDirectory() };
    const { child, url, file } = await startHeld(state);
    const client = httpClient(url);
    const start = (key: string) =>
      client.mutation(mutation("work:schedule"), {
        keys: [key],
        job: "action",
        delayMs: 0,
      });
    const runs = () => client.query(query("work:countRuns"));
    await start("free");
    await eventually(runs, (count) => count === 1);
    writeFileSync(file, `${point}\n`);
    await start("held");
    await eventually(
      () => child.output(),
      (text) => text.includes(`held 1: ${point}`),
    );
    child.kill("SIGKILL");
    await child.exited;

    const again = await startHeld(state);
    expect(await httpClient(again.url).query(query("work:countRuns"))).toBe(
      1 + committed,
    );
  },
);
