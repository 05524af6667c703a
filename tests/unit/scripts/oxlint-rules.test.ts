import { execFile } from "node:child_process";
import {
  mkdir,
  mkdtemp,
  readFile,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import tseslint from "typescript-eslint";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

vi.setConfig({ hookTimeout: 60_000 });

const PROMISE = "declare function later(): Promise<void>;\n";
const ANY = "declare const a: any;\n";
const REACT = 'import { useEffect, useState, useRef } from "react";\n';

/** One example a rule; oxlint looks at all of them at once. */
const TYPED: [string, string][] = [
  ["typescript/await-thenable", "export const f = async () => await 1;"],
  ["typescript/no-array-delete", "const a = [1]; delete a[0];"],
  ["typescript/no-base-to-string", "export const a = String({});"],
  [
    "typescript/no-confusing-void-expression",
    'export const a = console.log("");',
  ],
  ["typescript/no-duplicate-type-constituents", "export type A = 1 | 1;"],
  ["typescript/no-floating-promises", `${PROMISE}later();`],
  ["typescript/no-for-in-array", "for (const a in [1]) String(a);"],
  ["typescript/no-implied-eval", 'setTimeout("a");'],
  ["typescript/no-misused-promises", `${PROMISE}if (later()) String(1);`],
  [
    "typescript/no-redundant-type-constituents",
    "export type A = unknown | string;",
  ],
  [
    "typescript/no-unnecessary-type-assertion",
    "export const f = (a: string) => a as string;",
  ],
  [
    "typescript/no-unsafe-argument",
    `${ANY}export const f = (b: string) => b; f(a);`,
  ],
  ["typescript/no-unsafe-assignment", `${ANY}export const b = a;`],
  ["typescript/no-unsafe-call", `${ANY}a();`],
  [
    "typescript/no-unsafe-enum-comparison",
    "enum A { B } export const f = (a: A) => a === 0;",
  ],
  ["typescript/no-unsafe-member-access", `${ANY}String(a.b);`],
  ["typescript/no-unsafe-return", `${ANY}export const f = () => a;`],
  ["typescript/no-unsafe-unary-minus", "export const f = (a: string) => -a;"],
  ["typescript/only-throw-error", 'throw "a";'],
  [
    "typescript/prefer-promise-reject-errors",
    'export const a = () => Promise.reject("a");',
  ],
  [
    "typescript/restrict-plus-operands",
    "export const f = (a: bigint, b: number) => a + b;",
  ],
  [
    "typescript/restrict-template-expressions",
    "export const f = (a: object) => `${a}`;",
  ],
  [
    "typescript/switch-exhaustiveness-check",
    'export function f(a: "b" | "c") { switch (a) { case "b": return 1; } return 2; }',
  ],
  [
    "typescript/unbound-method",
    "class A { b() { return this; } } export const { b } = new A();",
  ],
  ["eslint/no-unused-vars", "const _a = 1;"],
  [
    "react/error-boundaries",
    "export function A() { try { return <p />; } catch { return null; } }",
  ],
  [
    "react/exhaustive-deps",
    `${REACT}export function A({ x }: { x: number }) { useEffect(() => { String(x); }, []); return null; }`,
  ],
  [
    "react/globals",
    "let g = 0; export function A() { g = 1; return <p>{g}</p>; }",
  ],
  [
    "react/immutability",
    "export function A({ x }: { x: { a: number } }) { x.a = 1; return <p>{x.a}</p>; }",
  ],
  [
    "react/incompatible-library",
    'import { useForm } from "react-hook-form"; export function A() { const { watch } = useForm(); return <p>{String(watch("a"))}</p>; }',
  ],
  [
    "react/purity",
    "export function A() { const t = Date.now(); return <p>{t}</p>; }",
  ],
  [
    "react/refs",
    `${REACT}export function A() { const r = useRef(0); return <p>{r.current}</p>; }`,
  ],
  [
    "react/rules-of-hooks",
    `${REACT}export function A({ x }: { x: boolean }) { if (x) useState(0); return null; }`,
  ],
  [
    "react/set-state-in-effect",
    `${REACT}export function A() { const [a, setA] = useState(0); useEffect(() => { setA(1); }, []); return <p>{a}</p>; }`,
  ],
  [
    "react/set-state-in-render",
    `${REACT}export function A() { const [a, setA] = useState(0); setA(1); return <p>{a}</p>; }`,
  ],
  [
    "react/static-components",
    "export function A() { const B = () => <p />; return <B />; }",
  ],
  [
    "react/unsupported-syntax",
    'export function A() { eval("1"); return <p />; }',
  ],
  [
    "react/use-memo",
    'import { useMemo } from "react"; export function A({ x }: { x: number }) { return <p>{String(useMemo(async () => { await 1; return x; }, [x]))}</p>; }',
  ],
];

interface OxlintConfig {
  rules: Record<string, unknown>;
  overrides: { files: string[]; rules: Record<string, unknown> }[];
}

async function oxlintConfig() {
  return JSON.parse(await readFile(".oxlintrc.json", "utf8")) as OxlintConfig;
}

let folder = "";
const found = new Map<string, string[]>();

beforeAll(async () => {
  // A project of its own: these rules without the types of thousands of files.
  folder = await mkdtemp(path.join(tmpdir(), "oxlint-"));
  await symlink(
    path.resolve("node_modules"),
    path.join(folder, "node_modules"),
    "junction",
  );
  const write = async (name: string, text: string) => {
    await writeFile(path.join(folder, name), text);
  };
  await mkdir(path.join(folder, "app"));
  const config = await oxlintConfig();
  await write(
    ".oxlintrc.json",
    JSON.stringify({ ...config, $schema: undefined, ignorePatterns: [] }),
  );
  await write(
    "tsconfig.json",
    JSON.stringify({
      extends: path.resolve("tsconfig.json"),
      compilerOptions: { incremental: false, plugins: [] },
      include: ["app/**/*.tsx"],
    }),
  );
  for (const [index, [, code]] of TYPED.entries()) {
    await write(`app/${index}.tsx`, `${code}\nexport {};\n`);
  }
  const output = await new Promise<string>((resolve) => {
    execFile(
      process.execPath,
      [path.resolve("node_modules/oxlint/bin/oxlint"), "-f", "json", "app"],
      { cwd: folder },
      (_error, stdout) => {
        resolve(stdout);
      },
    );
  });
  const { diagnostics } = JSON.parse(output) as {
    diagnostics: { code: string; filename: string; severity: string }[];
  };
  for (const { code, filename } of diagnostics) {
    const file = path.basename(filename, ".tsx");
    found.set(file, [...(found.get(file) ?? []), code]);
  }
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test.each(TYPED)("%s refuses %s", (rule, code) => {
  const index = TYPED.findIndex((each) => each[0] === rule && each[1] === code);
  const name = rule.slice(rule.indexOf("/") + 1);
  expect(found.get(String(index))?.join(" ")).toContain(`(${name})`);
});

test("each rule of oxlint has an example, but one that no example makes fail", async () => {
  const { rules, overrides } = await oxlintConfig();
  const on = [rules, ...overrides.map((override) => override.rules)].flatMap(
    (each) => Object.keys(each).filter((name) => each[name] !== "off"),
  );
  const shown = new Set(TYPED.map(([rule]) => rule));
  expect(on.filter((rule) => !shown.has(rule))).toEqual([
    "react/preserve-manual-memoization",
  ]);
});

test("has every rule that typescript-eslint recommends with types", async () => {
  const { rules } = await oxlintConfig();
  const untyped = new Set(names(tseslint.configs.recommended));
  const typed = names(tseslint.configs.recommendedTypeChecked).filter(
    (name) => !untyped.has(name),
  );
  expect(typed.length).toBeGreaterThan(20);
  expect(
    typed.filter((name) => !(`typescript/${name}` in rules)),
    // Functions are async because their interface is, awaiting or not.
  ).toEqual(["require-await"]);
});

function names(configs: readonly { rules?: object }[]): string[] {
  return configs
    .flatMap(({ rules }) => Object.entries(rules ?? {}))
    .filter(
      ([name, level]) =>
        name.startsWith("@typescript-eslint/") && level !== "off",
    )
    .map(([name]) => name.slice("@typescript-eslint/".length));
}
