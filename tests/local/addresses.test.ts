import { describe, expect, test } from "vitest";
import { addressOf, isReplaced } from "../../local/addresses";
import { portOf } from "../../local/ports";

describe("whether a service is ours to start", () => {
  test.each([
    ["nothing is said", {}, false],
    ["the address is empty", { WAHA_BASE_URL: "" }, false],
    ["it is our own", { WAHA_BASE_URL: "http://127.0.0.1:4012/" }, false],
    ["it says localhost", { WAHA_BASE_URL: "http://localhost:4012" }, false],
    ["the port differs", { WAHA_BASE_URL: "http://127.0.0.1:4999" }, true],
    ["the host differs", { WAHA_BASE_URL: "http://10.0.0.7:4012" }, true],
    ["it is https", { WAHA_BASE_URL: "https://127.0.0.1:4012" }, true],
    ["it is a real one", { WAHA_BASE_URL: "https://waha.example.com" }, true],
    [
      "our port moved along",
      { WAHA_BASE_URL: "http://127.0.0.1:5999", WAHA_STANDIN_PORT: "5999" },
      false,
    ],
  ])("when %s", (_case, env, expected) => {
    expect(isReplaced("waha", env)).toBe(expected);
  });

  test("a Sentry address counts by its host, not by its key and project", () => {
    const env = { SENTRY_DSN: "http://publickey@127.0.0.1:4014/1" };
    expect(isReplaced("sentry", env)).toBe(false);
    expect(addressOf("sentry", env)).toBe("http://127.0.0.1:4014");
  });
});

test("an address that is none is refused by its variable", () => {
  expect(() => addressOf("gemini", { GEMINI_BASE_URL: "gemini" })).toThrow(
    'GEMINI_BASE_URL is no address: "gemini".',
  );
});

test("a port that is none is refused by its variable", () => {
  expect(() => portOf("waha", { WAHA_STANDIN_PORT: "70000" })).toThrow(
    "WAHA_STANDIN_PORT is not a port",
  );
});
