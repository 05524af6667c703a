import { describe, expect, test } from "vitest";
import { checkImports } from "../../../scripts/check-imports";
import { makeFolder } from "../../support/folder";

function problems(files: Record<string, string>): string {
  return checkImports(makeFolder(files)).join("\n");
}

describe("checkImports", () => {
  test("accepts imports that go down", () => {
    const found = problems({
      "lib/errors.ts": "export const a = 1;",
      "lib/credits/ledger.ts": 'import { a } from "../errors"; export { a };',
      "convex/credits/model.ts":
        'import { a } from "../../lib/credits/ledger"; export { a };',
      "app/page.tsx": 'import { a } from "@/lib/errors"; export { a };',
    });
    expect(found).toBe("");
  });

  test.each([
    ["app/page.tsx", "../local/waha/server", "app may not import local/waha"],
    ["app/page.tsx", "@/convex/credits/model", "app may not import convex"],
    ["lib/credits/a.ts", "node:fs", "lib may not import node:fs"],
    ["lib/credits/a.ts", "convex/server", "lib may not import convex/server"],
    ["lib/clients/a.ts", "convex/server", "lib/clients may not import convex"],
    ["components/ui/a.tsx", "convex/react", "components/ui may not import"],
    ["components/inbox/a.tsx", "@/lib/server/env", "components may not import"],
    ["convex/credits/a.ts", "node:crypto", "convex may not import node:crypto"],
    ["convex/credits/model.ts", "../functions", "may not import convex/func"],
    ["local/waha/a.ts", "../../convex/schema", "local may not import convex"],
    ["lib/credits/a.ts", "../../tests/support/x", "lib may not import tests"],
    ["convex/x/a.ts", "@google/generative-ai", "may only be imported by"],
  ])("refuses %s importing %s", (file, specifier, complaint) => {
    const text = `import { x } from "${specifier}"; export { x };`;
    expect(problems({ [file]: text })).toContain(complaint);
  });

  test("sees imports that are dynamic, re-exports or bare", () => {
    for (const text of [
      'export const a = import("../../local/x");',
      'export * from "../../local/x";',
      'import "../../local/x";',
    ]) {
      expect(problems({ "lib/credits/a.ts": text })).toContain("local/x");
    }
  });

  test("lets components name generated types, not take values", () => {
    const file = "components/inbox/a.tsx";
    const specifier = "@/convex/_generated/dataModel";
    expect(
      problems({
        [file]: `import { type Id } from "${specifier}"; export type A = Id;`,
      }),
    ).toBe("");
    expect(
      problems({ [file]: `import { Id } from "${specifier}"; export { Id };` }),
    ).toContain("components may not import convex/_generated");
  });

  test("keeps the raw builders to convex/functions.ts", () => {
    const text =
      'import { mutation } from "./_generated/server"; export { mutation };';
    expect(problems({ "convex/functions.ts": text })).toBe("");
    expect(
      problems({
        "convex/credits/a.ts": text.replace("./_gen", "../_gen"),
      }),
    ).toContain("only convex/functions.ts may import mutation");
  });

  test("finds a cycle and says where it goes", () => {
    expect(
      problems({
        "lib/a/x.ts": 'import { y } from "../b/y"; export const x = y;',
        "lib/b/y.ts": 'import { x } from "../a/x"; export const y = x;',
      }),
    ).toContain("lib/a/x.ts → lib/b/y.ts → lib/a/x.ts");
  });

  test("counts even types between models", () => {
    const files = {
      "convex/credits/model.ts":
        'import { type B } from "../tenants/model"; export type A = B;',
      "convex/tenants/model.ts":
        'import { type A } from "../credits/model"; export type B = A;',
    };
    expect(problems(files)).toContain("imports go round");
  });

  test("refuses a model that calls upwards", () => {
    expect(
      problems({
        "convex/credits/model.ts":
          'import { m } from "../messages/model"; export { m };',
        "convex/messages/model.ts": "export const m = 1;",
      }),
    ).toContain("the model of credits may not call the model of messages");
  });

  test("has functions called by reference", () => {
    expect(
      problems({
        "convex/functions.ts": "export const tenantQuery = 1;",
        "convex/credits/list.ts":
          'import { tenantQuery } from "../functions"; export { tenantQuery };',
        "convex/messages/send.ts":
          'import { tenantQuery } from "../credits/list"; export { tenantQuery };',
      }),
    ).toContain("call convex/credits/list.ts by reference");
  });
});
