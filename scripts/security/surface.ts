import path from "node:path";
import { isPublicPath } from "../../lib/http/paths";
import { readFiles, type SourceFile } from "../lib/source-files";

export type Guard = "tenant" | "person" | "operator";

/** A function of Convex that a browser can call. */
export interface PublicFunction {
  /** As a client names it: `folder/file:name`. */
  path: string;
  kind: "query" | "mutation";
  guard: Guard;
  /** Of a tenant function. */
  permission: string | null;
  /** Whether an argument is an id. */
  takesId: boolean;
}

/** An address of HTTP that is no page. */
export interface HttpRoute {
  method: string;
  path: string;
  file: string;
  isPublic: boolean;
}

const BUILT =
  /^export const (\w+) = (tenant|person|operator)(Query|Mutation)\(\{([\s\S]*?)handler:/gm;
const PERMISSION = /^\s*permission: "(\w+)"/m;
const METHOD =
  /^export (?:async function|const) (GET|POST|PUT|PATCH|DELETE)\b/gm;
const CONVEX_ROUTE =
  /http\.route\(\{\s*(?:path|pathPrefix): "([^"]+)",\s*method: "([A-Z]+)"/g;

/** Every public function, by the builders of convex/functions.ts, in order of its name. */
export function publicFunctions(root: string): PublicFunction[] {
  return readFiles(root, (file) => /^convex\/[a-z]\w*\/\w+\.ts$/.test(file))
    .flatMap(functionsOf)
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function functionsOf({ file, text }: SourceFile): PublicFunction[] {
  const module = file.slice("convex/".length).replace(/\.ts$/, "");
  return [...text.matchAll(BUILT)].map(([, name, guard, kind, head = ""]) => ({
    path: `${module}:${name ?? ""}`,
    kind: kind === "Query" ? "query" : "mutation",
    guard: guard as Guard,
    permission: PERMISSION.exec(head)?.[1] ?? null,
    takesId: /\bv\.id\(/.test(
      head.slice(head.indexOf("args:")).split("returns:")[0] ?? "",
    ),
  }));
}

/** Every JSON or file route of the app and every HTTP action of Convex. */
export function httpRoutes(root: string): HttpRoute[] {
  return [...appRoutes(root), ...convexRoutes(root)];
}

function appRoutes(root: string): HttpRoute[] {
  return readFiles(root, (file) => /^app\/.*\/route\.ts$/.test(file)).flatMap(
    ({ file, text }) => {
      const address = path.posix
        .dirname(file)
        .slice("app".length)
        .replace(/\/\([^)]+\)/g, "");
      return [...text.matchAll(METHOD)].map(([, method = ""]) => ({
        method,
        path: address,
        file,
        isPublic: isPublicPath(address),
      }));
    },
  );
}

function convexRoutes(root: string): HttpRoute[] {
  return readFiles(root, (file) => file === "convex/http.ts").flatMap(
    ({ file, text }) =>
      [...text.matchAll(CONVEX_ROUTE)].map(([, address = "", method = ""]) => ({
        method,
        path: address,
        file,
        isPublic: false,
      })),
  );
}
