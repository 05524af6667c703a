import { ESLint } from "eslint";
import { expect, test, vi } from "vitest";

// Convex's rules load the types of its functions, once.
vi.setConfig({ testTimeout: 120_000 });

// In CI the parser would read the file itself instead of what it is given.
const parserOptions = { disallowAutomaticSingleRunInference: true };
const eslint = new ESLint({
  overrideConfig: { languageOptions: { parserOptions } },
});

async function ruleIds(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath });
  return result?.messages.map(({ ruleId }) => ruleId ?? "parse") ?? [];
}

// Paths of real files, because Convex's rules need a file of its project.
const CASES: [string, string, string][] = [
  [
    "lib/errors.ts",
    "export const at = Date.now();",
    "no-restricted-properties",
  ],
  ["lib/errors.ts", "export const at = new Date();", "no-restricted-syntax"],
  ["lib/errors.ts", 'export const a = fetch("/x");', "no-restricted-globals"],
  ["lib/errors.ts", "export const a = process.env.A;", "no-restricted-globals"],
  ["lib/errors.ts", 'import fs from "node:fs"; fs;', "boundaries/layers"],
  ["app/layout.tsx", 'import "../local/ports";', "boundaries/layers"],
  [
    "convex/schema.ts",
    'import { query } from "./_generated/server"; query;',
    "boundaries/raw-builders",
  ],
  [
    "convex/schema.ts",
    'import type { QueryCtx } from "./_generated/server"; export const f = (c: QueryCtx) => { const q = c.db.query("users"); return q.filter(() => true); };',
    "@convex-dev/no-filter-in-query",
  ],
  [
    "lib/errors.ts",
    "const a: any = 1; a;",
    "@typescript-eslint/no-explicit-any",
  ],
  [
    "lib/errors.ts",
    "export const a = (b: string | null) => b!;",
    "@typescript-eslint/no-non-null-assertion",
  ],
  ["app/layout.tsx", 'console.log("x");', "no-console"],
  ...["only", "skip", "todo"].map((form): [string, string, string] => [
    "tests/unit/scripts/eslint-rules.test.ts",
    `test.${form}();`,
    "no-restricted-syntax",
  ]),
];

test.each(CASES)("in %s refuses %s", async (file, code, rule) => {
  expect(await ruleIds(file, code)).toContain(rule);
});

test("refuses a file of more than 300 lines", async () => {
  const code = "export {};\n".repeat(301);
  expect(await ruleIds("lib/errors.ts", code)).toContain("max-lines");
});
