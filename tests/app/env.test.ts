import { describe, expect, test } from "vitest";
import { parsePublicEnv } from "../../lib/env-public";
import { parseServerEnv } from "../../lib/server/env";
import { appEnvironment } from "../support/app-environment";

const COMPLETE = appEnvironment("http://127.0.0.1:4000");

function complaint(change: Record<string, string | undefined>): string {
  try {
    parseServerEnv({ ...COMPLETE, ...change });
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe("parseServerEnv", () => {
  test("accepts a complete environment and fills in the defaults", () => {
    expect(parseServerEnv(COMPLETE)).toMatchObject({
      WAHA_API_KEY: "waha-key-of-a-test",
      TRUSTED_PROXY_COUNT: 0,
      API_RATE_LIMIT_PER_MINUTE: 60,
    });
  });

  test.each([
    "NEXT_PUBLIC_CONVEX_URL",
    "WAHA_BASE_URL",
    "WAHA_API_KEY",
    "GEMINI_API_KEY",
    "UPSTASH_REDIS_REST_URL",
    "UPSTASH_REDIS_REST_TOKEN",
    "CLERK_PUBLISHABLE_KEY",
    "CLERK_SECRET_KEY",
    "APP_ORIGINS",
  ])("names %s when it is missing or empty", (name) => {
    expect(complaint({ [name]: undefined })).toContain(`${name} is missing`);
    expect(complaint({ [name]: "  " })).toContain(`${name} is missing`);
  });

  test("names every variable at fault at once", () => {
    const text = complaint({ WAHA_API_KEY: "", GEMINI_API_KEY: "" });
    expect(text).toContain("WAHA_API_KEY");
    expect(text).toContain("GEMINI_API_KEY");
  });

  test.each([
    ["WAHA_BASE_URL", "ftp://waha.example"],
    ["NEXT_PUBLIC_CONVEX_URL", "not an address"],
    ["TRUSTED_PROXY_COUNT", "-1"],
    ["TRUSTED_PROXY_COUNT", "many"],
    ["API_RATE_LIMIT_PER_MINUTE", "0"],
    ["SENTRY_TRACES_SAMPLE_RATE", "2"],
    ["CLERK_PUBLISHABLE_KEY", "sk_live_the_secret_one"],
    ["APP_ORIGINS", "app.example"],
    ["APP_ORIGINS", "https://app.example,*"],
  ])("refuses %s=%s", (name, value) => {
    expect(complaint({ [name]: value })).toContain(`${name} is not valid`);
  });

  test("H11 no private host may be read but those that are named, with their port", () => {
    const hosts = (value: string) =>
      parseServerEnv({ ...COMPLETE, GUARDED_FETCH_PRIVATE_HOSTS: value })
        .GUARDED_FETCH_PRIVATE_HOSTS;
    expect(parseServerEnv(COMPLETE).GUARDED_FETCH_PRIVATE_HOSTS).toEqual([]);
    expect(hosts(" ")).toEqual([]);
    expect(hosts("intranet.example:443, [::1]:8080,")).toEqual([
      "intranet.example:443",
      "[::1]:8080",
    ]);
    for (const value of ["intranet.example", "http://a:80", "*:80", "a:b"]) {
      expect(complaint({ GUARDED_FETCH_PRIVATE_HOSTS: value })).toContain(
        "GUARDED_FETCH_PRIVATE_HOSTS is not valid",
      );
    }
  });

  test("takes origins as they are compared: no path, no space", () => {
    const env = parseServerEnv({
      ...COMPLETE,
      APP_ORIGINS: "https://app.example/, http://127.0.0.1:3000",
    });
    expect(env.APP_ORIGINS).toEqual([
      "https://app.example",
      "http://127.0.0.1:3000",
    ]);
  });

  test.each([
    "NEXT_PUBLIC_CONVEX_URL",
    "NEXT_PUBLIC_CONVEX_SITE_URL",
    "WAHA_BASE_URL",
    "GEMINI_BASE_URL",
    "UPSTASH_REDIS_REST_URL",
  ])("H9 refuses plain http to another machine in %s", (name) => {
    for (const address of ["http://10.0.0.5:3000", "http://waha.internal"]) {
      expect(complaint({ [name]: address })).toContain(`${name} is not safe`);
    }
  });

  test.each([
    ["NEXT_PUBLIC_CONVEX_URL", "CONVEX_ALLOW_PRIVATE_HTTP"],
    ["NEXT_PUBLIC_CONVEX_SITE_URL", "CONVEX_ALLOW_PRIVATE_HTTP"],
    ["WAHA_BASE_URL", "WAHA_ALLOW_PRIVATE_HTTP"],
  ])("H9 takes it in %s where %s says so", (name, mark) => {
    const env = { ...COMPLETE, [name]: "http://10.0.0.5:3000", [mark]: "true" };
    expect(parseServerEnv(env)).toMatchObject({ [name]: env[name] });
  });

  test("repeats no value in its complaint", () => {
    const text = complaint({ WAHA_BASE_URL: "ftp://user:hunter2@waha" });
    expect(text).not.toContain("hunter2");
  });
});

describe("parsePublicEnv", () => {
  test("reads back what the server wrote", () => {
    const env = { sentryDsn: "https://k@s.example/1", sentryEnvironment: "x" };
    expect(parsePublicEnv(JSON.stringify(env))).toEqual(env);
  });

  test.each([null, undefined, "", "{", "null", '{"sentryDsn":7}'])(
    "turns reports off for %j",
    (text) => {
      expect(parsePublicEnv(text).sentryDsn).toBeNull();
    },
  );
});
