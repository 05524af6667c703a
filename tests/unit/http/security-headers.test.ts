import { expect, test } from "vitest";
import { contentSecurityPolicy } from "../../../lib/http/security-headers";

const INPUT = {
  nonce: "abc",
  connectTo: ["https://happy-otter.convex.cloud/path"],
  secure: true,
  development: false,
};

test("lets only scripts with the nonce run", () => {
  const policy = contentSecurityPolicy(INPUT);
  expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
  expect(policy).not.toContain("unsafe");
});

test("lets the page reach the named services by both protocols, and no other", () => {
  expect(contentSecurityPolicy(INPUT)).toContain(
    "connect-src 'self' https://happy-otter.convex.cloud wss://happy-otter.convex.cloud;",
  );
});

test("asks for https only where the page itself came by https", () => {
  expect(contentSecurityPolicy(INPUT)).toContain("upgrade-insecure-requests");
  expect(contentSecurityPolicy({ ...INPUT, secure: false })).not.toContain(
    "upgrade-insecure-requests",
  );
});

test("allows the development server eval and inline styles", () => {
  const policy = contentSecurityPolicy({ ...INPUT, development: true });
  expect(policy).toContain("'strict-dynamic' 'unsafe-eval'");
  expect(policy).toContain("style-src 'self' 'unsafe-inline'");
});
