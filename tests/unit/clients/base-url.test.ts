import { expect, test } from "vitest";
import { requireSafeBaseUrl } from "../../../lib/clients/base-url";

const SAFE = { allowPrivateHttp: false };

test.each([
  ["https://waha.example.com", "https://waha.example.com"],
  ["https://waha.example.com/", "https://waha.example.com"],
  ["https://example.com/waha//", "https://example.com/waha"],
  ["http://127.0.0.1:4012", "http://127.0.0.1:4012"],
  ["http://127.8.9.10:1/", "http://127.8.9.10:1"],
  ["http://localhost:4012/x", "http://localhost:4012/x"],
  ["http://[::1]:4012", "http://[::1]:4012"],
])("%j is taken as %j", (text, expected) => {
  expect(requireSafeBaseUrl(text, SAFE)).toBe(expected);
});

test.each([
  "http://waha.example.com",
  "http://10.0.0.5:3000",
  "http://192.168.1.2",
  "http://localhost.example.com",
  "http://127.0.0.1.example.com",
  "http://169.254.169.254",
])("%j would carry our key in the open", (text) => {
  expect(() => requireSafeBaseUrl(text, SAFE)).toThrow("https");
  expect(requireSafeBaseUrl(text, { allowPrivateHttp: true })).toBe(text);
});

test.each([
  "",
  "waha",
  "ftp://example.com",
  "file:///etc/passwd",
  "javascript:alert(1)",
  `https://user:${"pass"}@example.com`,
  "https://key@example.com",
  "https://example.com?x=1",
  "https://example.com#x",
])("%j is no base address at all", (text) => {
  expect(() => requireSafeBaseUrl(text, { allowPrivateHttp: true })).toThrow();
});
