import { expect, test } from "vitest";
import { checkBundle } from "../../../scripts/check-bundle";
import { makeFolder } from "../../support/folder";

const EXAMPLE = "WAHA_API_KEY=<random>\nNEXT_PUBLIC_CONVEX_URL=http://x\n";

test("finds the name of a server variable in what browsers download", () => {
  const folder = makeFolder({
    ".env.example": EXAMPLE,
    ".next/static/chunks/a.js": "fetch(e.WAHA_API_KEY)",
  });
  expect(checkBundle(folder)).toEqual([
    ".next/static/chunks/a.js contains the name WAHA_API_KEY",
  ]);
});

test("finds a secret's value and does not repeat it", () => {
  const folder = makeFolder({
    ".env.example": EXAMPLE,
    ".env.local":
      "WAHA_API_KEY=value-of-the-key\nGEMINI_MODEL=gemini-2.5-flash\n",
    ".next/static/chunks/a.js": 'x="value-of-the-key";y="gemini-2.5-flash"',
  });
  expect(checkBundle(folder)).toEqual([
    ".next/static/chunks/a.js contains the value of WAHA_API_KEY",
  ]);
});

test("a name that a package's own texts mention is allowed, its value is not", () => {
  const folder = makeFolder({
    ".env.example": "CLERK_SECRET_KEY=sk_live_<random>\n",
    ".env.local": "CLERK_SECRET_KEY=sk_live_value-of-the-key\n",
    ".next/static/chunks/a.js": "Missing CLERK_SECRET_KEY",
    ".next/static/chunks/b.js": 'x="sk_live_value-of-the-key"',
  });
  expect(checkBundle(folder)).toEqual([
    ".next/static/chunks/b.js contains the value of CLERK_SECRET_KEY",
  ]);
});

test("a name that no package mentions is found, also of a like variable", () => {
  const folder = makeFolder({
    ".env.example": "CLERK_JWT_KEY=<pem>\n",
    ".next/static/chunks/a.js": "e.CLERK_JWT_KEY",
  });
  expect(checkBundle(folder)).toEqual([
    ".next/static/chunks/a.js contains the name CLERK_JWT_KEY",
  ]);
});

test("accepts public names", () => {
  const folder = makeFolder({
    ".env.example": EXAMPLE,
    ".next/static/chunks/a.js": "NEXT_PUBLIC_CONVEX_URL",
  });
  expect(checkBundle(folder)).toEqual([]);
});

test("does not pass for want of a build", () => {
  expect(checkBundle(makeFolder({ ".env.example": EXAMPLE }))).toHaveLength(1);
});
