import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parseKeyring } from "../../../lib/crypto/keyring";
import { prepareEnvironment } from "../../../scripts/lib/env-file.mjs";
import { makeFolder } from "../../support/folder";

const EXAMPLE =
  "# Keys\nA_KEY=<random>\nB_SECRET=<random>\nURL=http://x\n# OFF=\n";

function read(folder: string): string {
  return readFileSync(path.join(folder, ".env.local"), "utf8");
}

test("makes a file with a secret of its own for every place", () => {
  const folder = makeFolder({ ".env.example": EXAMPLE });
  prepareEnvironment(folder);
  const [, first, second] =
    /A_KEY=([0-9a-f]{64})\nB_SECRET=([0-9a-f]{64})\n/.exec(read(folder)) ?? [];
  expect(first).toBeDefined();
  expect(first).not.toBe(second);
  expect(read(folder)).toContain("URL=http://x");
});

test("makes a key of 32 bytes in base64url where one is wanted, and one that the product reads", () => {
  const folder = makeFolder({
    ".env.example": "FIELD_KEYS=first:<random key>\nA_KEY=<random>\n",
  });
  prepareEnvironment(folder);
  const [, keys = "", secret] =
    /^FIELD_KEYS=(first:[\w-]{43})\nA_KEY=([0-9a-f]{64})\n$/.exec(
      read(folder),
    ) ?? [];
  expect(secret).toBeDefined();
  expect(parseKeyring(keys).state).toBe("on");
});

test("lets only its owner read it", () => {
  const folder = makeFolder({ ".env.example": EXAMPLE });
  prepareEnvironment(folder);
  expect(statSync(path.join(folder, ".env.local")).mode & 0o077).toBe(0);
});

test("keeps what is there and adds only what is missing", () => {
  const folder = makeFolder({
    ".env.example": EXAMPLE,
    ".env.local": "A_KEY=mine\nURL=",
  });
  expect(prepareEnvironment(folder)).toEqual(["Added B_SECRET to .env.local."]);
  expect(read(folder)).toMatch(/^A_KEY=mine\nURL=\nB_SECRET=[0-9a-f]{64}\n$/);
});

test("does nothing the second time", () => {
  const folder = makeFolder({ ".env.example": EXAMPLE });
  prepareEnvironment(folder);
  const before = read(folder);
  expect(prepareEnvironment(folder)).toEqual([]);
  expect(read(folder)).toBe(before);
});

test("says in one sentence that it cannot write", () => {
  // A folder in the way of its draft fails for every user, also for root.
  const folder = makeFolder({
    ".env.example": EXAMPLE,
    [`.env.local.${process.pid}/x`]: "",
  });
  expect(() => prepareEnvironment(folder)).toThrow(
    ".env.local cannot be written",
  );
});
