import { describe, expect, test } from "vitest";
import { isGenuineVia, signVia, VIA_VALID_MS } from "../../../lib/audit/via";

const SECRET = "a-shared-secret-of-a-test";
const NOW = 1_700_000_000_000;
const VIA = { requestId: "request-1", address: "203.0.113.7", at: NOW };

describe("I1 the web server's word on where a call came from", () => {
  test("counts under the shared key, for a minute either way", async () => {
    const via = await signVia(SECRET, VIA);
    expect(await isGenuineVia(SECRET, via, NOW)).toBe(true);
    expect(await isGenuineVia(SECRET, via, NOW + VIA_VALID_MS)).toBe(true);
    expect(await isGenuineVia(SECRET, via, NOW + VIA_VALID_MS + 1)).toBe(false);
    expect(await isGenuineVia(SECRET, via, NOW - VIA_VALID_MS - 1)).toBe(false);
  });

  test.each([
    { requestId: "request-2" },
    { address: "203.0.113.8" },
    { address: null },
    { at: NOW + 1 },
    { signature: "00" },
    { signature: "not hex" },
    { signature: "" },
  ])("does not count when %o was put in", async (change) => {
    const via = { ...(await signVia(SECRET, VIA)), ...change };
    expect(await isGenuineVia(SECRET, via, NOW)).toBe(false);
  });

  test("does not count under another key", async () => {
    const via = await signVia("another-secret-of-a-test", VIA);
    expect(await isGenuineVia(SECRET, via, NOW)).toBe(false);
  });

  test("does not count when it is endless, signed or not", async () => {
    const long = await signVia(SECRET, { ...VIA, requestId: "r".repeat(101) });
    expect(await isGenuineVia(SECRET, long, NOW)).toBe(false);
  });
});
