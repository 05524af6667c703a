import fc from "fast-check";
import { expect, test } from "vitest";
import { deriveInstanceKey } from "../../../lib/webhooks/instance-key";
import { instanceKeyWithNode } from "../../support/sign";

test("the key is HKDF-SHA-256 of the master secret, as another library has it", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ minLength: 1 }),
      fc.string({ minLength: 1 }),
      async (master, id) => {
        const key = await deriveInstanceKey(master, id);
        expect(key).toMatch(/^[0-9a-f]{64}$/);
        expect(key).toBe(instanceKeyWithNode(master, id));
      },
    ),
    { numRuns: 50 },
  );
});

test("every instance and every master secret has a key of its own", async () => {
  const keys = await Promise.all([
    deriveInstanceKey("master", "a"),
    deriveInstanceKey("master", "b"),
    deriveInstanceKey("other", "a"),
    deriveInstanceKey("master,", "a"),
    deriveInstanceKey("master", ",a"),
  ]);
  expect(new Set(keys).size).toBe(keys.length);
});

test("asking again gives the same key", async () => {
  expect(await deriveInstanceKey("m", "i")).toBe(
    await deriveInstanceKey("m", "i"),
  );
});

test("an empty master secret or id is refused", async () => {
  await expect(deriveInstanceKey("", "a")).rejects.toThrow("empty");
  await expect(deriveInstanceKey("m", "")).rejects.toThrow("empty");
});
