import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test } from "vitest";

import type { Clock } from "../../../local/shared/clock";
import {
  createSaver,
  readStateFile,
  writeFileAtomically,
} from "../../../local/shared/store";

const folder = (): string => mkdtempSync(join(tmpdir(), "store-"));

function manualClock() {
  const due: (() => void)[] = [];
  const clock: Clock = {
    now: () => 0,
    after(_, action) {
      due.push(action);
      return () => {
        const index = due.indexOf(action);
        if (index >= 0) due.splice(index, 1);
      };
    },
  };
  const run = (): void => {
    due.splice(0).forEach((action) => {
      action();
    });
  };
  return { clock, due, run };
}

test("a file is replaced in one step and nothing else is left behind", () => {
  const dir = folder();
  const file = join(dir, "deep", "state.json");
  writeFileAtomically(file, "one");
  writeFileAtomically(file, "two");
  expect(readFileSync(file, "utf8")).toBe("two");
  expect(readdirSync(join(dir, "deep"))).toEqual(["state.json"]);
});

test("a missing file is null, an unreadable one an error that names it", () => {
  const file = join(folder(), "state.json");
  expect(readStateFile(file, (value) => value)).toBeNull();
  writeFileSync(file, "{");
  expect(() => readStateFile(file, (value) => value)).toThrow(file);
  writeFileSync(file, "{}");
  expect(() =>
    readStateFile(file, () => {
      throw new Error("not ours");
    }),
  ).toThrow("not ours");
});

test("several requests in a row are one write", () => {
  const file = join(folder(), "state.json");
  const { clock, due, run } = manualClock();
  let snapshots = 0;
  const saver = createSaver({ file, clock, snapshot: () => (snapshots += 1) });
  saver.request();
  saver.request();
  expect(due).toHaveLength(1);
  run();
  saver.request();
  run();
  expect(readFileSync(file, "utf8")).toBe("2");
});

test("flush writes only what was requested, now writes at once", () => {
  const file = join(folder(), "state.json");
  const { clock, due } = manualClock();
  const saver = createSaver({ file, clock, snapshot: () => "content" });
  saver.flush();
  expect(readStateFile(file, (value) => value)).toBeNull();
  saver.request();
  saver.flush();
  expect(readFileSync(file, "utf8")).toBe('"content"');
  expect(due).toHaveLength(0);
  writeFileSync(file, "changed");
  saver.now();
  expect(readFileSync(file, "utf8")).toBe('"content"');
});
