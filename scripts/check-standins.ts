import { runCheck } from "./lib/run-check";
import { isShipped, readFiles } from "./lib/source-files";

const FORBIDDEN: { pattern: RegExp; why: string }[] = [
  {
    pattern: /\bif\s*\(\s*!?\s*(is_?)?local\b/i,
    why: "asks whether it runs locally",
  },
  {
    pattern:
      /\b(is_?local(_?mode)?|local_?mode|use_?(stand_?in|fake|mock)s?)\b/i,
    why: "has a switch for the stand-ins",
  },
  {
    pattern: /\bNODE_ENV\b/,
    why: "behaves by NODE_ENV instead of by configuration",
  },
  {
    pattern: /\b(VITEST|JEST_WORKER_ID|PLAYWRIGHT)\b/,
    why: "knows about a test runner",
  },
  {
    pattern: /\b(skip|bypass|disable|no)_?auth\b/i,
    why: "can switch authorisation off",
  },
  {
    pattern: /test[_-]token|dev[_-]token/i,
    why: "accepts a token made for tests",
  },
  {
    pattern: /from\s+["'][^"']*\/(local|tests)\//,
    why: "imports a stand-in or a test",
  },
];

// Next's development server needs a looser policy; nothing else may ask.
const EXCEPTIONS = [
  'middleware.ts|development: process.env.NODE_ENV === "development",',
];

/** Shipped lines that tell a stand-in or a test from the real thing. */
export function checkStandIns(root: string): string[] {
  return readFiles(root, isShipped).flatMap(({ file, text }) =>
    text.split("\n").flatMap((line, index) => {
      if (EXCEPTIONS.includes(`${file}|${line.trim()}`)) return [];
      return FORBIDDEN.filter(({ pattern }) => pattern.test(line)).map(
        ({ why }) => `${file}:${index + 1} ${why}: ${line.trim()}`,
      );
    }),
  );
}

runCheck(import.meta.url, "stand-ins", checkStandIns);
