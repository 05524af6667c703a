import { expect, test } from "vitest";

import { globalHookFrom } from "../../../local/waha/global-hook";

const HOOK = {
  WAHA_HOOK_URL: "http://127.0.0.1:3211/webhooks/waha",
  WAHA_HOOK_EVENTS: "session.status, message.any",
};

test("address and events are both needed", () => {
  expect(globalHookFrom({})).toBeNull();
  expect(globalHookFrom({ WAHA_HOOK_URL: HOOK.WAHA_HOOK_URL })).toBeNull();
  expect(globalHookFrom({ WAHA_HOOK_EVENTS: "*" })).toBeNull();
});

test("key, retries and headers are taken from the environment", () => {
  expect(
    globalHookFrom({
      ...HOOK,
      WAHA_HOOK_HMAC_KEY: "key",
      WAHA_HOOK_RETRIES_POLICY: "exponential",
      WAHA_HOOK_RETRIES_DELAY_SECONDS: "3",
      WAHA_HOOK_RETRIES_ATTEMPTS: "12",
      WAHA_HOOK_CUSTOM_HEADERS: "X-One:1;X-Two:2",
    }),
  ).toEqual({
    url: HOOK.WAHA_HOOK_URL,
    events: ["session.status", "message.any"],
    hmac: { key: "key" },
    retries: { policy: "exponential", delaySeconds: 3, attempts: 12 },
    customHeaders: [
      { name: "X-One", value: "1" },
      { name: "X-Two", value: "2" },
    ],
  });
});

test.each([
  { WAHA_HOOK_EVENTS: "message.sent" },
  { WAHA_HOOK_CUSTOM_HEADERS: "X-One:a:b" },
  { WAHA_HOOK_RETRIES_POLICY: "sometimes" },
])("%o is refused by name", (extra) => {
  expect(() => globalHookFrom({ ...HOOK, ...extra })).toThrow(/WAHA_HOOK_/);
});
