import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { appLines } from "./doctor/app";
import type { Line, Place } from "./doctor/check";
import { serviceLines } from "./doctor/services";
import { settingsLines } from "./doctor/settings";

const USAGE = `Usage: npm run doctor -- [--app URL]

  Looks at the configuration, at the running app and at its services, and prints
  pass or fail for each control. The app is at the first of APP_ORIGINS unless
  --app says otherwise. Ends with 1 when a line fails.`;

/** Every line about an installation. */
export async function examine(place: Place): Promise<Line[]> {
  const [app, services] = await Promise.all([
    appLines(place),
    serviceLines(place),
  ]);
  return [...settingsLines(place), ...app, ...services];
}

function print({ name, ok, detail }: Line): void {
  const verdict = ok === null ? "n/a " : ok ? "pass" : "FAIL";
  console.log(`${verdict}  ${name}${detail === "" ? "" : ` (${detail})`}`);
}

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (args.includes("--help")) {
    console.log(USAGE);
    return 0;
  }
  const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
  const file = path.join(root, ".env.local");
  const env = {
    ...(existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {}),
    ...process.env,
  };
  const [origin = ""] = (env["APP_ORIGINS"] ?? "").split(",");
  const named = args[args.indexOf("--app") + 1];
  const app = args.includes("--app") && named !== undefined ? named : origin;
  const lines = await examine({
    root,
    env,
    app: app.trim().replace(/\/+$/, ""),
    fetch,
  });
  lines.forEach(print);
  const failed = lines.filter(({ ok }) => ok === false).length;
  console.log(`\n${String(lines.length)} lines, ${String(failed)} failed.`);
  return failed === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await main();
}
