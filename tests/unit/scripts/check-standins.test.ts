import { expect, test } from "vitest";
import { checkStandIns } from "../../../scripts/check-standins";
import { makeFolder } from "../../support/folder";

test.each([
  "if (local) return fake();",
  "if (isLocal) {",
  "const LOCAL_MODE = true;",
  'if (process.env.NODE_ENV === "test") return true;',
  'if (process.env.NODE_ENV !== "production") allow();',
  "if (process.env.VITEST) return;",
  "const skipAuth = true;",
  'if (token === "test-token") return user;',
  'import { startWaha } from "../local/waha/server";',
])("finds %s in shipped code", (line) => {
  const folder = makeFolder({ "lib/a.ts": `const b = 1;\n${line}\n` });
  const problems = checkStandIns(folder);
  expect(problems.length).toBeGreaterThan(0);
  expect(problems[0]).toMatch(/^lib\/a\.ts:2 /);
});

test("leaves tests, tools and stand-ins alone", () => {
  const line = 'if (process.env.NODE_ENV === "test") return;';
  const folder = makeFolder({
    "tests/a.ts": line,
    "scripts/a.ts": line,
    "local/a.ts": line,
  });
  expect(checkStandIns(folder)).toEqual([]);
});

test("knows words that only look alike", () => {
  const folder = makeFolder({
    "lib/a.ts": "const localTime = localeOf(useless, mockingbird, noAuthor);",
  });
  expect(checkStandIns(folder)).toEqual([]);
});

test("allows the question in the one page policy, not elsewhere", () => {
  const line = '  development: process.env.NODE_ENV === "development",';
  expect(checkStandIns(makeFolder({ "middleware.ts": line }))).toEqual([]);
  expect(checkStandIns(makeFolder({ "lib/a.ts": line }))).toHaveLength(1);
});
