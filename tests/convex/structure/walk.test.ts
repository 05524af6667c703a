import { expect, test } from "vitest";

const sources = Object.entries(
  import.meta.glob<string>(
    ["../../../convex/**/*.ts", "!../../../convex/_generated/**"],
    { query: "?raw", import: "default", eager: true },
  ),
).map(([path, text]) => ({ path: path.replace("../../../", ""), text }));

const matching = (pattern: RegExp) =>
  sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

test("the walk sees the code", () => {
  expect(sources.length).toBeGreaterThan(40);
});

test("E3 the WAHA client's send is called in one place", () => {
  expect(matching(/\bsend(Text|Image|File|Voice|Video)\s*\(/)).toEqual([
    "convex/messages/dispatch.ts",
  ]);
});

test("E3 nothing is sent but what was claimed, and only who sends claims", () => {
  expect(matching(/\bsendClaimed\(/)).toEqual([
    "convex/assistant/reply.ts",
    "convex/messages/dispatch.ts",
  ]);
  expect(matching(/\bclaimMessage\(/)).toEqual([
    "convex/assistant/reply.ts",
    "convex/messages/claimModel.ts",
    "convex/messages/outbox.ts",
  ]);
  expect(matching(/outbox\.claim\b/)).toEqual(["convex/messages/dispatch.ts"]);
});

test("A3 raw builders are imported in functions.ts only", () => {
  const builders =
    /import\s*\{[^}]*\b(query|mutation|action|internalQuery|internalMutation|internalAction|httpAction)\b[^}]*\}\s*from\s*"[./]*_generated\/server"/;
  expect(matching(builders)).toEqual(["convex/functions.ts"]);
});

test("A5 no query scans: none without an index, no filter, no collect", () => {
  expect(
    matching(/\.query\("[a-zA-Z]+"\)(?!\s*\.with(Search)?Index\()/),
  ).toEqual([]);
  expect(matching(/\.filter\(\(q\)/)).toEqual([]);
  expect(matching(/\.collect\(\)/)).toEqual([]);
});

test("E4 no code changes or removes a ledger entry or an audit event", () => {
  expect(
    matching(/\.(patch|replace|delete)\(\s*"(ledgerEntries|auditEvents)"/),
  ).toEqual([]);
});

test("only models touch tables", () => {
  const touches = matching(/ctx\.db\b/).filter(
    (path) => !/(model|Model)\.ts$/.test(path),
  );
  expect(touches).toEqual([]);
});
