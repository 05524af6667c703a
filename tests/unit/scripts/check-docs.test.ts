import { expect, test } from "vitest";
import { checkDocs } from "../../../scripts/check-docs";
import { makeFolder } from "../../support/folder";

test("names a path that does not exist", () => {
  const folder = makeFolder({ "README.md": "See `lib/credits/gone.ts`." });
  expect(checkDocs(folder)).toEqual([
    "README.md names `lib/credits/gone.ts`, which does not exist",
  ]);
});

test("names a link that leads nowhere", () => {
  const folder = makeFolder({ "docs/a.md": "[there](b.md#part)" });
  expect(checkDocs(folder)).toEqual([
    "docs/a.md links to b.md, which does not exist",
  ]);
});

test("accepts what exists, with a line, without its extension, from its folder", () => {
  const folder = makeFolder({
    "README.md":
      "`lib/a.ts`, `lib/a.ts:12`, `lib/a`, `lib/`, [b](docs/b.md), [web](https://x.example)",
    "lib/a.ts": "",
    "docs/b.md": "",
  });
  expect(checkDocs(folder)).toEqual([]);
});

test("does not take commands, packages and made files for paths", () => {
  const folder = makeFolder({
    "README.md":
      "`npm test`, `@upstash/redis`, `convex/nextjs`, `.local/convex`, `text/html`, `lib/*/x.ts`",
  });
  expect(checkDocs(folder)).toEqual([]);
});
