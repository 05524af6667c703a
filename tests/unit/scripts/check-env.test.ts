import { expect, test } from "vitest";
import { checkEnv } from "../../../scripts/check-env";
import { makeFolder } from "../../support/folder";

test("finds a variable that nobody explained", () => {
  const folder = makeFolder({
    ".env.example": "# WAHA_API_KEY is needed\nOTHER=1\n",
    "convex/env.ts": "export const key = process.env.WAHA_API_KEY;",
  });
  expect(checkEnv(folder)).toEqual([
    "convex/env.ts reads WAHA_API_KEY, which .env.example does not explain",
  ]);
});

test("counts the variables of the server's schema", () => {
  const folder = makeFolder({
    ".env.example": "",
    "lib/server/env.ts": "const schema = z.object({\n  PHONE_URL: url,\n});",
  });
  expect(checkEnv(folder)).toHaveLength(1);
});

test("accepts one that is explained but switched off", () => {
  const folder = makeFolder({
    ".env.example": "# PHONE_URL=\n",
    "lib/a.ts": 'export const url = process.env["PHONE_URL"];',
  });
  expect(checkEnv(folder)).toEqual([]);
});

test("finds a name that would publish a value", () => {
  const folder = makeFolder({
    ".env.example": "NEXT_PUBLIC_WAHA_API_KEY=\n",
    "app/a.ts": "export const key = process.env.NEXT_PUBLIC_WAHA_API_KEY;",
  });
  expect(checkEnv(folder)).toEqual([
    "app/a.ts would publish NEXT_PUBLIC_WAHA_API_KEY to every visitor",
  ]);
});
