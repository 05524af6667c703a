import { expect, test } from "vitest";
import {
  formatWebhookAddress,
  parseWebhookAddress,
} from "../../../lib/webhooks/address";

test("an address is read back as it was written", () => {
  const address = { instanceId: "k57abc123", token: "s3cr3t" };
  expect(parseWebhookAddress(formatWebhookAddress(address))).toEqual(address);
});

test.each([
  "",
  ".",
  "abc",
  "abc.",
  ".abc",
  "a/b.c",
  "a.b.c",
  "a b.c",
  "x".repeat(200),
])("%j is no address", (text) => {
  expect(parseWebhookAddress(text)).toBeNull();
});
