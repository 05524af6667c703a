import { expect, test } from "vitest";
import { contentSecurityPolicy } from "../../../lib/http/security-headers";

const INPUT = {
  nonce: "abc",
  connectTo: ["https://happy-otter.convex.cloud/path"],
  secure: true,
  allowEval: false,
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

test("allows eval only when told to", () => {
  expect(contentSecurityPolicy({ ...INPUT, allowEval: true })).toContain(
    "'unsafe-eval'",
  );
});
