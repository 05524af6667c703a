import { expect, test } from "vitest";
import {
  contentSecurityPolicy,
  SECURITY_HEADERS,
} from "../../../lib/http/security-headers";

const INPUT = {
  nonce: "abc",
  connectTo: ["https://happy-otter.convex.cloud/path"],
  picturesFrom: ["https://img.clerk.com"],
  framesFrom: [],
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

test("shows pictures and frames of the named hosts only", () => {
  const policy = contentSecurityPolicy(INPUT);
  expect(policy).toContain("img-src 'self' blob: data: https://img.clerk.com;");
  expect(policy).not.toContain("frame-src");
  const framed = { ...INPUT, framesFrom: ["https://captcha.example"] };
  expect(contentSecurityPolicy(framed)).toContain(
    "frame-src https://captcha.example;",
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

test("has every directive that has no fallback, and tells where to report", () => {
  const directives = new Map(
    contentSecurityPolicy(INPUT)
      .split("; ")
      .map((text) => {
        const [name = "", ...values] = text.split(" ");
        return [name, values.join(" ")];
      }),
  );
  expect(Object.fromEntries(directives)).toMatchObject({
    "default-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "report-to": "csp",
    "report-uri": "/api/csp-report",
  });
});

test("H4 every answer carries these headers", () => {
  const { "Permissions-Policy": permissions = "", ...others } =
    SECURITY_HEADERS;
  expect(others).toEqual({
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Reporting-Endpoints": 'csp="/api/csp-report"',
  });
  for (const feature of ["camera", "microphone", "geolocation", "payment"]) {
    expect(permissions).toContain(`${feature}=()`);
  }
  expect(permissions).not.toContain("*");
});
