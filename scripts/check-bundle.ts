import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { runCheck } from "./lib/run-check";
import { readFiles } from "./lib/source-files";

const SECRET = /SECRET|KEY|TOKEN/;
const ASSIGNED = /^#?\s?([A-Z][A-Z0-9_]+)=(.*)$/gm;

/** Names that a package writes in its own texts; their values must still not occur. */
const NAMED_BY_PACKAGES: ReadonlySet<string> = new Set([
  // @clerk/shared says in its errors which of these is missing or wrong.
  "CLERK_SECRET_KEY",
  "CLERK_PUBLISHABLE_KEY",
]);

/**
 * Names and values of server variables found in what browsers download. Needs
 * a finished build; `.env.local`, where it exists, gives the values.
 */
export function checkBundle(root: string): string[] {
  const built = path.join(root, ".next/static");
  if (!existsSync(built)) return ["there is no build: run npm run build first"];
  const secrets = serverSecrets(root);
  return readFiles(built, (file) =>
    /\.(js|css|html|json|map)$/.test(file),
  ).flatMap(({ file, text }) =>
    secrets
      .filter((secret) => text.includes(secret.text))
      .map((secret) => `.next/static/${file} contains ${secret.label}`),
  );
}

function serverSecrets(root: string): { label: string; text: string }[] {
  const example = variables(path.join(root, ".env.example"));
  const local = variables(path.join(root, ".env.local"));
  const isPrivate = ([name]: [string, string]) =>
    SECRET.test(name) && !name.startsWith("NEXT_PUBLIC_");
  return [
    ...example
      .filter(isPrivate)
      .filter(([name]) => !NAMED_BY_PACKAGES.has(name))
      .map(([name]) => ({ label: `the name ${name}`, text: name })),
    ...local
      .filter(isPrivate)
      .filter(([, value]) => value.length >= 12)
      .map(([name, value]) => ({ label: `the value of ${name}`, text: value })),
  ];
}

function variables(file: string): [string, string][] {
  if (!existsSync(file)) return [];
  return [...readFileSync(file, "utf8").matchAll(ASSIGNED)].map(
    ([, name = "", value = ""]) => [name, value.trim()],
  );
}

runCheck(import.meta.url, "bundle", checkBundle);
