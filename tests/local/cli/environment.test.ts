import { expect, test } from "vitest";
import { addressesOf, requireVariable } from "../../../local/cli/environment";

test("without any setting the addresses are the local ones", () => {
  expect(addressesOf({})).toEqual({
    app: "http://127.0.0.1:3000",
    convex: "http://127.0.0.1:3210",
    convexSite: "http://127.0.0.1:3211",
    waha: "http://127.0.0.1:4012",
    phone: "http://127.0.0.1:4012/phone",
    gemini: "http://127.0.0.1:4013",
    upstash: "http://127.0.0.1:4011",
    clerk: "http://127.0.0.1:4010",
    sentry: "http://127.0.0.1:4014",
    polar: "http://127.0.0.1:4015",
  });
});

test("a replaced address is shown as it was given", () => {
  const addresses = addressesOf({
    WAHA_BASE_URL: "https://waha.example.com/",
    NEXT_PUBLIC_CONVEX_URL: "https://happy-otter-1.convex.cloud",
  });
  expect(addresses).toMatchObject({
    waha: "https://waha.example.com",
    phone: "https://waha.example.com/phone",
    convex: "https://happy-otter-1.convex.cloud",
  });
});

test("a variable that is missing or empty is named", () => {
  expect(requireVariable({ A: "x" }, "A")).toBe("x");
  expect(() => requireVariable({ A: "" }, "A")).toThrow("A is not set");
});
