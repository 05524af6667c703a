import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Runs a check when its file is the script being run: prints each problem and
 * ends with 1, or one line and 0.
 */
export function runCheck(
  moduleUrl: string,
  name: string,
  check: (root: string) => string[],
): void {
  if (process.argv[1] !== fileURLToPath(moduleUrl)) return;
  const problems = check(repository);
  for (const problem of problems) console.error(`${name}: ${problem}`);
  if (problems.length === 0) console.log(`${name}: ok`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
