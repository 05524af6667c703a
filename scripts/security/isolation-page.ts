import { isPermitted, ROLES, type Permission } from "../../lib/tenants/roles";
import { type HttpRoute, type PublicFunction } from "./surface";

const HEADER = [
  "function",
  "kind",
  "signed out",
  "no business, or suspended in it",
  ...ROLES,
  "operator",
  "another business's id",
];

/** Routes that middleware lets through and that ask for themselves. */
const DECIDED_BY_ROUTE: Readonly<Record<string, string>> = {
  "/api/ready": "a monitor with its token, and operators; else 401",
};

/** The page docs/security/isolation.md, before prettier. */
export function isolationPage(
  functions: readonly PublicFunction[],
  routes: readonly HttpRoute[],
): string {
  const count = String(functions.length);
  return `# Who may call what

Made from the code by \`npm run isolation\`; \`tests/unit/scripts/isolation.test.ts\` fails when this page is stale, or when a function here has no executed case.

Every cell of the first table is executed by \`tests/convex/structure/isolation.test.ts\`: ${count} public functions, each as every caller. A cell names the error code; \`ok\` means that the builder lets the call in. A dash means that the function takes no id of a business's row. \`NOT_FOUND\` for another business's id is, byte for byte, what an id that never existed gets, and nothing is changed by the call.

"Person" functions work on the caller alone; what they refuse is about the caller's own state.

## Public functions of Convex

${table(HEADER, functions.map(rowOf))}

Everything else in \`convex\` is internal: no client can name it.

## HTTP

${table(["route", "who", "checked by"], routes.map(routeRow))}

A write from another site's page is refused with 403 on every route of the app before anything else (\`lib/http/request-origin.ts\`, \`tests/app/middleware.test.ts\`).
`;
}

function rowOf(entry: PublicFunction): string[] {
  const outside = outsideOf(entry);
  return [
    `\`${entry.path}\``,
    entry.kind,
    "UNAUTHENTICATED",
    outside,
    ...ROLES.map((role) => memberCell(entry, role)),
    entry.guard === "operator" ? "ok" : outside,
    foreignCell(entry),
  ];
}

function outsideOf({ guard }: PublicFunction): string {
  return guard === "person" ? "own state" : "FORBIDDEN";
}

function memberCell(
  { guard, permission }: PublicFunction,
  role: (typeof ROLES)[number],
): string {
  switch (guard) {
    case "person":
      return "own state";
    case "operator":
      return "FORBIDDEN";
    case "tenant":
      return isPermitted(role, permission as Permission) ? "ok" : "FORBIDDEN";
  }
}

function foreignCell({ guard, takesId }: PublicFunction): string {
  return guard === "tenant" && takesId ? "NOT_FOUND" : "—";
}

function routeRow({ method, path, file, isPublic }: HttpRoute): string[] {
  return [
    `\`${method} ${path}\``,
    accessOf(path, isPublic),
    proofOf(file, path),
  ];
}

function accessOf(path: string, isPublic: boolean): string {
  if (path.startsWith("/webhooks/")) return "a valid signature; else 401";
  if (path.startsWith("/reports/"))
    return "the web server's signature; else 401";
  const own = DECIDED_BY_ROUTE[path];
  if (own !== undefined) return own;
  return isPublic ? "everybody" : "the signed-in, by their role; else 401";
}

function proofOf(file: string, path: string): string {
  if (path.startsWith("/webhooks/polar")) return "`tests/convex/payments`";
  if (path.startsWith("/reports/")) return "`tests/convex/audit`";
  return file.startsWith("convex/")
    ? "`tests/convex/webhooks`"
    : "`tests/app/routes.test.ts`";
}

function table(header: readonly string[], rows: readonly string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join(
    "\n",
  );
}
