import { expect, test } from "vitest";
import { clerkHosts, frontendApiHost } from "../../../lib/http/clerk-hosts";

const key = (host: string, kind = "live") => `pk_${kind}_${btoa(`${host}$`)}`;

test("a publishable key names its Frontend API", () => {
  expect(frontendApiHost(key("clerk.example.com"))).toBe("clerk.example.com");
  expect(frontendApiHost(key("a.accounts.dev", "test"))).toBe("a.accounts.dev");
  expect(frontendApiHost(key("127.0.0.1:4010"))).toBe("127.0.0.1:4010");
});

test.each(["pk_live_%%%", key("evil.example; script-src *"), "pk_live_"])(
  "%s names no host, so nothing is added to the policy",
  (bad) => {
    const hosts = clerkHosts({ publishableKey: bad, isProxied: false });
    expect(hosts.connectTo).toEqual([]);
  },
);

test("without a proxy browsers ask Clerk's own host and show its captcha", () => {
  const publishableKey = key("clerk.example.com");
  expect(clerkHosts({ publishableKey, isProxied: false })).toMatchObject({
    connectTo: ["https://clerk.example.com"],
    framesFrom: ["https://challenges.cloudflare.com"],
  });
  expect(clerkHosts({ publishableKey, isProxied: true })).toMatchObject({
    connectTo: [],
    framesFrom: [],
  });
});
