import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { contentSecurityPolicy } from "../../../lib/http/security-headers";
import { EMPTY_STYLES, TOAST_STYLES } from "../../../lib/http/style-hashes";

const resolve = createRequire(import.meta.url).resolve;

function hashOf(styles: string): string {
  return `sha256-${createHash("sha256").update(styles).digest("base64")}`;
}

test("the policy allows the styles that the installed sonner writes", () => {
  const source = readFileSync(
    resolve("sonner").replace(/index\.js$/, "index.mjs"),
    "utf8",
  );
  const literal = /^__insertCSS\((".*")\)/m.exec(source)?.[1] ?? '""';
  const styles = JSON.parse(literal) as string;
  expect(styles.length).toBeGreaterThan(1_000);
  expect(TOAST_STYLES).toBe(hashOf(styles));
  expect(EMPTY_STYLES).toBe(hashOf(""));
});

test("the policy names no other styles than those and the nonce's", () => {
  const policy = contentSecurityPolicy({
    nonce: "abc",
    connectTo: [],
    picturesFrom: [],
    framesFrom: [],
    secure: true,
    development: false,
  });
  const styles = /style-src ([^;]+)/.exec(policy)?.[1];
  expect(styles).toBe(`'self' 'nonce-abc' '${TOAST_STYLES}' '${EMPTY_STYLES}'`);
});
