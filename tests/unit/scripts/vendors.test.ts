import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { checkVendors } from "../../../scripts/check-vendors";
import { makeFolder } from "../../support/folder";

const REGISTER = { "docs/security/vendors.md": "| Known | `api.known.io` |" };

test("K9 every outbound address of the product is in the register", () => {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  expect(checkVendors(root)).toEqual([]);
});

test("names an address that nobody registered", () => {
  const folder = makeFolder({
    ...REGISTER,
    "lib/a.ts": 'const a = "https://api.known.io/v1";',
    "convex/b.ts": 'const b = "https://api.stranger.io/v1";',
    ".env.example": "# https://other.stranger.io",
  });
  expect(checkVendors(folder)).toEqual([
    ".env.example names other.stranger.io, which docs/security/vendors.md does not list",
    "convex/b.ts names api.stranger.io, which docs/security/vendors.md does not list",
  ]);
});

test("H11 names a file that opens connections of its own", () => {
  const folder = makeFolder({
    ...REGISTER,
    "convex/messages/files.ts": "const file = await fetch(message.url);",
    "lib/clients/http.ts": "await fetch(url, init);",
    "convex/handed.ts": "x({ fetch: (input, init) => fetch(input, init) });",
    "app/page.tsx": 'await fetch("/api/health"); // fetch(anything)',
  });
  const problems = checkVendors(folder);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain("convex/messages/files.ts calls fetch");
});

test("H11 names a file that connects past fetch", () => {
  const folder = makeFolder({
    ...REGISTER,
    "lib/server/a.ts":
      'import {\n  type IncomingMessage,\n  request as call,\n} from "node:https";',
    "lib/server/b.ts": 'import { connect } from "node:net";',
    "lib/server/c.ts": 'import type { request } from "node:http";',
    "lib/server/d.ts": 'import { type IncomingMessage } from "node:http";',
    "lib/server/guarded-fetch.ts": 'import { request } from "node:http";',
  });
  const problems = checkVendors(folder);
  expect(problems.map((line) => line.split(" ")[0])).toEqual([
    "lib/server/a.ts",
    "lib/server/b.ts",
  ]);
});

test("takes examples and this machine for what they are", () => {
  const folder = makeFolder({
    ...REGISTER,
    "lib/a.ts":
      'const all = ["https://shop.example", "http://127.0.0.1:3000", "http://www.w3.org/2000/svg"];',
  });
  expect(checkVendors(folder)).toEqual([]);
});
