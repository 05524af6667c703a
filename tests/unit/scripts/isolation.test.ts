import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  currentIsolationPage,
  ISOLATION_PAGE,
} from "../../../scripts/isolation";
import { httpRoutes, publicFunctions } from "../../../scripts/security/surface";
import { makeFolder } from "../../support/folder";
import { ROWS } from "../../support/public-functions";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const functions = publicFunctions(root);

describe("N9 the table of who may call what", () => {
  test("lists the functions that have an executed case, and no others", () => {
    const listed = functions.map((entry) => entry.path);
    expect(listed).toEqual(Object.keys(ROWS).sort());
  });

  test.each(functions)("$path says what its case executes", (entry) => {
    const row = ROWS[entry.path];
    const permission =
      entry.guard === "operator" ? "operator" : entry.permission;
    expect([row?.kind, row?.permission]).toEqual([entry.kind, permission]);
  });

  test("has a foreign-id case for every function of a business that takes an id", () => {
    const forgotten = functions
      .filter(({ guard, takesId }) => guard === "tenant" && takesId)
      .filter(({ path: name }) => ROWS[name]?.takesId !== true);
    expect(forgotten.map(({ path: name }) => name)).toEqual([]);
  });

  test("is the committed page; `npm run isolation` writes it", async () => {
    const committed = readFileSync(path.join(root, ISOLATION_PAGE), "utf8");
    expect(committed).toBe(await currentIsolationPage(root));
  });
});

test("finds functions and routes in code", () => {
  const folder = makeFolder({
    "convex/shop/orders.ts":
      'export const get = tenantQuery({\n  permission: "read",\n  args: { id: v.id("orders") },\n  returns: v.null(),\n  handler: x,\n});\n' +
      "export const stop = operatorMutation({\n  args: {},\n  returns: v.null(),\n  handler: x,\n});\n",
    "convex/http.ts":
      'http.route({\n  path: "/hook",\n  method: "POST",\n  handler: x,\n});',
    "app/api/(group)/thing/[id]/route.ts":
      "export async function GET() {}\nexport async function DELETE() {}",
  });
  expect(publicFunctions(folder)).toEqual([
    {
      path: "shop/orders:get",
      kind: "query",
      guard: "tenant",
      permission: "read",
      takesId: true,
    },
    {
      path: "shop/orders:stop",
      kind: "mutation",
      guard: "operator",
      permission: null,
      takesId: false,
    },
  ]);
  expect(
    httpRoutes(folder).map(({ method, path: address }) => [method, address]),
  ).toEqual([
    ["GET", "/api/thing/[id]"],
    ["DELETE", "/api/thing/[id]"],
    ["POST", "/hook"],
  ]);
});
