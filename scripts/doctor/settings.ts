import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { requireSafeBaseUrl } from "../../lib/clients/base-url";
import { parseKeyring } from "../../lib/crypto/keyring";
import { parseSignatureAlgorithms } from "../../lib/webhooks/signature";
import { checkEnv } from "../check-env";
import { type Environment, line, type Line, type Place } from "./check";

const GENERATED = /^([A-Z][A-Z0-9_]+)=(?:\w*_)?<random>$/gm;
const LEAST_SECRET_CHARS = 24;
const SERVICES = [
  ["NEXT_PUBLIC_CONVEX_URL", "CONVEX_ALLOW_PRIVATE_HTTP"],
  ["WAHA_BASE_URL", "WAHA_ALLOW_PRIVATE_HTTP"],
  ["GEMINI_BASE_URL", null],
  ["UPSTASH_REDIS_REST_URL", null],
] as const;

/** What the configuration and the files say, before anything is asked. */
export function settingsLines({ root, env }: Place): Line[] {
  const leaks = checkEnv(root).filter((text) => text.includes("publish"));
  return [
    ...secretLines(root, env),
    line(
      "no secret is published to browsers",
      leaks.length === 0,
      leaks.join("; "),
    ),
    ...SERVICES.map(([name, mark]) => addressLine(env, name, mark)),
    algorithmsLine(env),
    reportingLine(env),
    fieldKeysLine(env),
    filesLine(root),
    pinsLine(root),
  ];
}

function secretLines(root: string, env: Environment): Line[] {
  const example = readFileSync(path.join(root, ".env.example"), "utf8");
  const names = [...example.matchAll(GENERATED)].map(([, name = ""]) => name);
  const values = names.map((name) => env[name] ?? "");
  const weak = names.filter(
    (_, index) => (values[index] ?? "").length < LEAST_SECRET_CHARS,
  );
  return [
    line(
      `secrets have at least ${String(LEAST_SECRET_CHARS)} characters`,
      weak.length === 0,
      weak.join(", "),
    ),
    line("no two secrets are the same", new Set(values).size === values.length),
  ];
}

function addressLine(
  env: Environment,
  name: string,
  mark: string | null,
): Line {
  const title = `${name} is https, or this machine, or marked private`;
  try {
    const allowPrivateHttp = mark !== null && env[mark] === "true";
    requireSafeBaseUrl(env[name] ?? "", { allowPrivateHttp });
    return line(title, true);
  } catch (error) {
    return line(title, false, error instanceof Error ? error.message : "");
  }
}

function algorithmsLine(env: Environment): Line {
  const title = "webhook signatures are SHA-512 or SHA-256";
  try {
    const list = parseSignatureAlgorithms(env["WAHA_WEBHOOK_ALGORITHMS"]);
    return line(title, list.length > 0, list.join(", "));
  } catch (error) {
    return line(title, false, error instanceof Error ? error.message : "");
  }
}

function fieldKeysLine(env: Environment): Line {
  const keys = parseKeyring(env["FIELD_KEYS"]);
  const name = "the keys of encrypted fields can be read";
  return keys.state === "off"
    ? { name, ok: null, detail: "FIELD_KEYS is not set" }
    : line(name, keys.state === "on", keys.state === "on" ? "" : keys.problem);
}

function reportingLine(env: Environment): Line {
  const missing = ["AUDIT_HASH_SECRET", "NEXT_PUBLIC_CONVEX_SITE_URL"].filter(
    (name) => (env[name] ?? "") === "",
  );
  return line(
    "what the web server refuses reaches the audit trail",
    missing.length === 0,
    missing.join(", "),
  );
}

function filesLine(root: string): Line {
  const title = "the file of secrets is readable by its owner only";
  const file = path.join(root, ".env.local");
  if (!existsSync(file)) return { name: title, ok: null, detail: "no file" };
  const mode = statSync(file).mode & 0o077;
  return line(title, mode === 0, mode === 0 ? "" : "chmod 600 .env.local");
}

/** One version, also of a package under another name. */
const PINNED = /^(?:npm:\S+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/;

function pinsLine(root: string): Line {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(path.join(root, "package.json"), "utf8"),
  ) as Record<string, Record<string, string>>;
  const loose = Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !PINNED.test(version))
    .map(([name]) => name);
  return line(
    "every package is pinned to one version",
    loose.length === 0,
    loose.join(", "),
  );
}
