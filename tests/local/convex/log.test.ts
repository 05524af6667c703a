import { v } from "convex/values";
import { expect, test } from "vitest";
import { withoutValues } from "../../../local/convex/log";

const SECRET = "call me on +27 72 555 0123\nor write";

test.each([
  `Error: Value does not match validator.\nPath: .text\nValue: ${JSON.stringify(SECRET)}\nValidator: v.number()\n    at receive (messages/inbound.ts:1:1)`,
  `Error: Object contains extra field \`a\`.\n\nObject: {\n  text: ${JSON.stringify(SECRET)}\n}\nValidator: v.object({})`,
])("a logged failure keeps its reason and loses what was in it", (message) => {
  const logged = withoutValues(message);
  expect(logged).not.toContain("555 0123");
  expect(logged).not.toContain("or write");
  expect(logged).toContain("Validator: v.");
  expect(logged.split("\n")[0]).toBe(message.split("\n")[0]);
});

test.each([
  "Value does not match validator.\nPath: .phones.+27 72 555 0123\nValue: 1\nValidator: v.string()",
  'Found ID "k1" from table `a`, which does not match the table name in validator `v.id("b")`.\nPath: .phones.+27 72 555 0123',
  "Object contains extra field `+27 72 555 0123` that is not in the validator.\n\nObject: {}\nValidator: v.object({})",
  "Object contains extra field `a` b\n0123` that is not in the validator.\n\nObject: {}\nValidator: v.object({})",
])("names that callers chose are values, too", (message) => {
  expect(withoutValues(`Error: ${message}`)).not.toContain("0123");
});

test("other messages stay as they are", () => {
  const message = `Build failed: ${v.string().kind}\n  lib/a.ts:1`;
  expect(withoutValues(message)).toBe(message);
});
