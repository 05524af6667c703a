import { runCheck } from "./lib/run-check";
import { isShipped, readFiles } from "./lib/source-files";

// The browser may know exactly these; every other NEXT_PUBLIC_ name is a leak.
const PUBLIC = [
  "NEXT_PUBLIC_CONVEX_URL",
  "NEXT_PUBLIC_CONVEX_SITE_URL",
  "NEXT_PUBLIC_SENTRY_DSN",
];
const GIVEN_BY_THE_PLATFORM = ["NODE_ENV", "NEXT_RUNTIME"];

const READ = /\bprocess\.env(?:\.|\[")([A-Z][A-Z0-9_]+)/g;
const DECLARED = /^ {2}([A-Z][A-Z0-9_]+):/gm;
const EXPLAINED = /^#?\s?([A-Z][A-Z0-9_]+)=/gm;

/** Variables the product reads that .env.example does not explain, and leaks. */
export function checkEnv(root: string): string[] {
  const example = readFiles(root, (file) => file === ".env.example")[0]?.text;
  const explained = new Set(names(example ?? "", EXPLAINED));
  return readFiles(root, isShipped).flatMap(({ file, text }) => {
    const declared = file === "lib/server/env.ts" ? names(text, DECLARED) : [];
    const read = new Set([...names(text, READ), ...declared]);
    return [...read].flatMap((name) => nameProblems(file, name, explained));
  });
}

function nameProblems(
  file: string,
  name: string,
  explained: ReadonlySet<string>,
): string[] {
  if (GIVEN_BY_THE_PLATFORM.includes(name)) return [];
  const problems: string[] = [];
  if (!explained.has(name)) {
    problems.push(`${file} reads ${name}, which .env.example does not explain`);
  }
  if (name.startsWith("NEXT_PUBLIC_") && !PUBLIC.includes(name)) {
    problems.push(`${file} would publish ${name} to every visitor`);
  }
  return problems;
}

function names(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = ""]) => name);
}

runCheck(import.meta.url, "env", checkEnv);
