import { readFileSync } from "node:fs";
import path from "node:path";
import { runCheck } from "./lib/run-check";

/** Licences whose terms a service that is run and passed on as source keeps without more. */
const ALLOWED: ReadonlySet<string> = new Set([
  "0BSD",
  "Apache-2.0",
  "Artistic-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC-BY-3.0",
  "CC-BY-4.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "MPL-2.0",
  "Python-2.0",
  "SIL OPEN FONT LICENSE",
  "Unlicense",
  "WTFPL",
  "Zlib",
]);

/** Packages with another licence, and why they may stay. */
const EXCEPTIONS: readonly { name: RegExp; licence: string; why: string }[] = [
  {
    name: /^@img\/sharp-/,
    licence: "LGPL-3.0-or-later",
    why: "sharp's library, linked at run time and never changed",
  },
  {
    name: /^sentry$/,
    licence: "FSL-1.1-Apache-2.0",
    why: "a tool of Sentry's build, which is not shipped and competes with nobody",
  },
];

interface Entry {
  name: string;
  version: string;
  licence: string | null;
  optional: boolean;
}

/** Packages of the lockfile whose licence nobody allowed. */
export function checkLicences(root: string): string[] {
  const entries = entriesOf(
    readFileSync(path.join(root, "package-lock.json"), "utf8"),
  );
  return entries.flatMap((entry) => {
    const licence = entry.licence ?? familyLicence(entry, entries);
    if (licence !== null && isAllowed(entry.name, licence)) return [];
    return [`${entry.name} ${entry.version} has ${licence ?? "no licence"}`];
  });
}

function entriesOf(lockfile: string): Entry[] {
  const { packages } = JSON.parse(lockfile) as {
    packages: Record<
      string,
      { version?: string; license?: string; optional?: boolean; link?: boolean }
    >;
  };
  return Object.entries(packages)
    .filter(([place, { link }]) => place !== "" && link !== true)
    .map(([place, { version, license, optional }]) => ({
      name: place.slice(
        place.lastIndexOf("node_modules/") + "node_modules/".length,
      ),
      version: version ?? "",
      licence: license ?? null,
      optional: optional ?? false,
    }));
}

/** A build for another platform carries the licence of its sisters of the same version. */
function familyLicence(entry: Entry, all: readonly Entry[]): string | null {
  if (!entry.optional) return null;
  const family = entry.name.split(/[/-]/)[0];
  const sister = all.find(
    ({ name, version, licence }) =>
      licence !== null &&
      version === entry.version &&
      name.split(/[/-]/)[0] === family,
  );
  return sister?.licence ?? null;
}

function isAllowed(name: string, licence: string): boolean {
  const isFine = (each: string) =>
    ALLOWED.has(each) ||
    EXCEPTIONS.some(
      (exception) => exception.licence === each && exception.name.test(name),
    );
  const bare = licence.replace(/[()]/g, "");
  return bare.includes(" OR ")
    ? bare.split(" OR ").some(isFine)
    : bare.split(" AND ").every(isFine);
}

runCheck(import.meta.url, "licences", checkLicences);
