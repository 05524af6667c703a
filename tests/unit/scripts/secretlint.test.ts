import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));

// Written in two halves, so this file itself holds no key.
const KEYS: [string, string][] = [
  ["a Google API key", `AIza${"SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q"}`],
  ["a Clerk secret key", `sk_${"live_a1B2c3D4e5F6g7H8i9J0k1L2m3N4"}`],
  ["a WAHA key", `WAHA_API_KEY${"=0123456789abcdef0123456789abcdef"}`],
  [
    "a webhook secret",
    `WEBHOOK_MASTER_SECRET${"=0123456789abcdef0123456789abcd"}`,
  ],
  [
    "a field key",
    `FIELD_KEYS${"=first:Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYg8"}`,
  ],
  [
    "a Redis token",
    `UPSTASH_REDIS_REST_TOKEN${"=AZ0x9Y8w7V6u5T4s3R2q1P0o9N8m7L6k5J"}`,
  ],
];

function secretlint(text: string) {
  return spawnSync(
    path.join(root, "node_modules/.bin/secretlint"),
    ["--stdinFileName=notes.txt"],
    { cwd: root, encoding: "utf8", input: text },
  );
}

test.each(KEYS)("finds %s", (_what, key) => {
  const run = secretlint(`${key}\n`);
  expect(run.status).toBe(1);
  expect(run.stdout).toContain("secretlint-rule");
});

test("finds nothing in the example environment", () => {
  const example = readFileSync(path.join(root, ".env.example"), "utf8");
  expect(secretlint(example).status).toBe(0);
});
