import type * as Fs from "node:fs";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { checkPorts, checkStateDir } from "../../../local/cli/checks";
import { holdPort } from "../../support/cli-process";
import { freePorts } from "../../../scripts/trials/free-ports";

const disk = vi.hoisted(() => ({ freeBlocks: null as number | null }));

vi.mock("node:fs", async (original) => {
  const fs = await original<typeof Fs>();
  return {
    ...fs,
    statfsSync: (path: string) =>
      disk.freeBlocks === null
        ? fs.statfsSync(path)
        : { bavail: disk.freeBlocks, bsize: 4_096 },
  };
});

let dir: string;

beforeEach(() => {
  disk.freeBlocks = null;
  dir = mkdtempSync(join(tmpdir(), "checks-"));
});

afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

test("a state directory that takes state passes, also when it is new", () => {
  expect(() => checkStateDir(join(dir, "new", "below"))).not.toThrow();
});

test("a place that cannot be a directory is refused in one sentence", () => {
  writeFileSync(join(dir, "file"), "");
  expect(() => checkStateDir(join(dir, "file", "below"))).toThrow(
    /^The state directory .* cannot be written \(.*\)\.$/,
  );
});

test("a full disk is refused with what is free and what is needed", () => {
  disk.freeBlocks = 1_280;
  expect(() => checkStateDir(dir)).toThrow(
    `The disk is full: 5 MB are free at ${dir}, the local cloud needs 100 MB`,
  );
});

test("every port that is taken is named with what needs it", async () => {
  const [first = 0, second = 0, free = 0] = await freePorts(3);
  const releases = [await holdPort(first), await holdPort(second)];
  const needed = [
    { port: first, service: "one service" },
    { port: free, service: "a free one" },
    { port: second, service: "another" },
  ];
  await expect(checkPorts(needed)).rejects.toThrow(
    `Port ${first} (for one service), port ${second} (for another) are in use by another program; stop it and start again.`,
  );
  await Promise.all(releases.map((release) => release()));
  await expect(checkPorts(needed)).resolves.toBeUndefined();
});
