import { runCheck } from "./lib/run-check";
import { isShipped, readFiles } from "./lib/source-files";

const REGISTER = "docs/security/vendors.md";
const ADDRESS = /\bhttps?:\/\/([a-z0-9][a-z0-9.-]*\.[a-z]{2,})/gi;
/** Reserved for examples, names of schemas, and the machine itself. */
const NO_VENDOR = /(^|\.)(example|example\.(com|org|net)|w3\.org|schema\.org)$/;
const CALL = /\bfetch\(/;
/** What opens connections past `fetch`, taken as more than a type. */
const OPENER =
  /^import (?!type\b)[^;]*\b(?:request|get|connect|createConnection|Socket)\b[^;]*"node:(?:https?|http2|net|tls)";/m;

/**
 * The only code that opens connections of its own, each to an address of the
 * configuration, but for guarded-fetch.ts, to those that a person typed. A call
 * elsewhere is a new way out and belongs into this list and into the register.
 */
const CALLERS: ReadonlySet<string> = new Set([
  "app/api/monitoring/route.ts",
  "lib/clients/file-stream.ts",
  "lib/clients/http.ts",
  "lib/clients/polar.ts",
  "lib/server/guarded-fetch.ts",
  "lib/server/probes.ts",
]);

/** Hosts in the code that the vendor register does not name, and calls from places nobody listed. */
export function checkVendors(root: string): string[] {
  const [register] = readFiles(root, (file) => file === REGISTER);
  const files = readFiles(
    root,
    (file) => isShipped(file) || file === ".env.example",
  );
  return files.flatMap(({ file, text }) => [
    ...hostsIn(text)
      .filter((host) => register?.text.includes(`\`${host}\``) !== true)
      .map((host) => `${file} names ${host}, which ${REGISTER} does not list`),
    ...(CALL.test(withoutComments(text)) && !mayCall(file, text)
      ? [`${file} calls fetch, which only ${[...CALLERS].join(", ")} may`]
      : []),
    ...(OPENER.test(text) && !CALLERS.has(file)
      ? [
          `${file} connects by itself, which only ${[...CALLERS].join(", ")} may`,
        ]
      : []),
  ]);
}

function hostsIn(text: string): string[] {
  const hosts = [...text.matchAll(ADDRESS)].map(([, host = ""]) =>
    host.toLowerCase(),
  );
  return [...new Set(hosts)].filter((host) => !NO_VENDOR.test(host));
}

/** Handing the platform's `fetch` to a client is no call of its own; nor is one of the page's own server. */
function mayCall(file: string, text: string): boolean {
  if (CALLERS.has(file)) return true;
  return [...withoutComments(text).matchAll(/\bfetch\(([^)]*)/g)].every(
    ([, args = ""]) => /^(input|url), init$/.test(args) || /^["`]\//.test(args),
  );
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, "");
}

runCheck(import.meta.url, "vendors", checkVendors);
