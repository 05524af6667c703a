import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { countTests, runTogether } from "../../../scripts/lib/steps.mjs";
import { makeFolder } from "../../support/folder";

let printed: string[];

beforeEach(() => {
  printed = [];
  vi.spyOn(console, "log").mockImplementation((text: string) => {
    printed.push(text);
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

function step(name: string, script: string) {
  return { name, command: [process.execPath, "-e", script] };
}

describe("runTogether", () => {
  test("resolves with nothing when every step passes", async () => {
    expect(await runTogether([step("a", ""), step("b", "")])).toEqual([]);
  });

  test("names the step that failed and shows what it said", async () => {
    const failing = step("b", 'console.error("the reason"); process.exit(3)');
    expect(await runTogether([step("a", ""), failing])).toEqual([failing]);
    expect(printed.join("\n")).toMatch(/b: FAILED[^]*the reason/);
  });

  test("counts a command that does not exist as failed", async () => {
    const missing = { name: "x", command: ["no-such-command-here"] };
    expect(await runTogether([missing, step("a", "")])).toEqual([missing]);
  });

  test("starts no further step after a failure", async () => {
    const failed = await runTogether([
      step("a", "process.exit(1)"),
      step("b", "process.exit(1)"),
      step("c", "process.exit(1)"),
      step("d", "process.exit(1)"),
    ]);
    expect(failed.length).toBeLessThan(4);
    expect(printed.join("\n")).not.toContain("=== d");
  });
});

describe("countTests", () => {
  test("sums the reports", () => {
    const folder = makeFolder({
      "a.json": '{"numPassedTests":3,"numFailedTests":0,"success":true}',
      "b.json": '{"numPassedTests":2,"numFailedTests":2,"success":false}',
    });
    expect(countTests(folder)).toEqual({ passed: 5, failed: 2 });
  });

  test("counts a file that could not be loaded as one failure", () => {
    const folder = makeFolder({
      "a.json": '{"numPassedTests":3,"numFailedTests":0,"success":false}',
    });
    expect(countTests(folder)).toEqual({ passed: 3, failed: 1 });
  });

  test("counts nothing where nothing ran", () => {
    expect(countTests("no/such/folder")).toEqual({ passed: 0, failed: 0 });
  });
});
