import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { buildOnce } from "../../../local/shared/build-cache.mjs";

/** Longer than a file counts as just written. */
const OLD_MS = 40;

let root: string;
let reads: number;

const at = (name: string) => path.join(root, name);
const write = (name: string, text: string) => writeFileSync(at(name), text);

beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), "build-cache-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  reads = 0;
  mkdirSync(at("source"));
  write("source/main.ts", 'export * from "./part"; export const own = 1;');
  write("source/part.ts", "export const part: string = 'one';");
  write("maker.ts", "");
  await sleep(OLD_MS);
});

async function built(
  options: { define?: Record<string, string>; during?: () => void } = {},
): Promise<string> {
  const { outputs } = await buildOnce(
    at("kept"),
    {
      entryPoints: [at("source/main.ts")],
      outfile: "main.mjs",
      absWorkingDir: root,
      format: "esm",
      define: options.define ?? {},
      plugins: [
        {
          name: "counting",
          setup(esbuild) {
            esbuild.onLoad({ filter: /part\.tsx?$/ }, ({ path: file }) => {
              reads += 1;
              const contents = readFileSync(file, "utf8");
              options.during?.();
              return { contents, loader: "ts" };
            });
          },
        },
      ],
    },
    [at("maker.ts")],
  );
  const main = outputs.find(({ name }) => name === "main.mjs");
  return Buffer.from(main?.contents ?? []).toString();
}

test("what was built is read again while nothing changes", async () => {
  const first = await built();
  expect(first).toContain('"one"');
  expect(await built()).toBe(first);
  expect(reads).toBe(1);
});

describe("it is built anew when", () => {
  test.each<[string, () => void]>([
    ["a file changes", () => write("source/part.ts", "export const part = 2;")],
    [
      "a file of the same size takes its place, with its times",
      () => {
        write("source/part.ts", "export const part: string = 'two';");
        utimesSync(at("source/part.ts"), 1, 1);
      },
    ],
    [
      "another file is found in its place",
      () => write("source/part.tsx", "export const part = 'shadow';"),
    ],
    ["what builds it changes", () => write("maker.ts", "// changed")],
    ["the output is not what was kept", () => write("kept/main.mjs", "x")],
    ["the map is gone", () => rmSync(at("kept/main.mjs.map"))],
    ["the list is cut short", () => write("kept/manifest.json", '{"key"')],
    [
      "another program kept something else",
      () => write("kept/manifest.json", "[]"),
    ],
  ])("%s", async (_, change) => {
    await built();
    change();
    const second = await built();
    expect(reads).toBe(2);
    expect(second).not.toBe("x");
  });

  test("it is asked for otherwise", async () => {
    await built();
    await built({ define: { own: "2" } });
    expect(reads).toBe(2);
  });

  test("a file changed while it was read", async () => {
    await built({
      during: () => write("source/part.ts", "export const part = 'later';"),
    });
    expect(await built()).toContain('"later"');
  });
});
