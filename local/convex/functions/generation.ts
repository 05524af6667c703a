import type { JSONValue } from "convex/values";
import type { CronSpec, FunctionKind } from "../types";
import type { IdTable } from "../values/validator";
import type { SchemaChecks } from "../engine/schema-checks";
import type { Catalog } from "../store/catalog";
import type { SchemaSpec } from "../store/migrate";
import { canonicalPath } from "../udf-path";
import type { Bundle } from "./bundle";
import { type LoadedFunction, readFunction } from "./exported";
import { readAuth, readCrons, readSchema } from "./special-modules";

export interface HttpRouter {
  lookup(
    path: string,
    method: string,
  ):
    | readonly [
        { invokeHttpAction(request: Request): Promise<Response> },
        string,
        string,
      ]
    | null;
}

/** The handler of a request and its route, such as `POST /webhooks/*`; null where nothing is routed. */
export function routeOf(router: HttpRouter | null, request: Request) {
  const { pathname } = new URL(request.url);
  const match = router?.lookup(pathname, request.method) ?? null;
  if (match === null) return null;
  const [handler, method, pattern] = match;
  return { handler, path: `${method} ${pattern}` };
}

export function notRouted(request: Request): Response {
  const { pathname } = new URL(request.url);
  return new Response(`No HttpAction routed for ${pathname}`, { status: 404 });
}

/** Everything one successful load of the functions directory produced. */
export type Generation = {
  /** Counts the loads of this process. */
  number: number;
  functions: ReadonlyMap<string, LoadedFunction>;
  router: HttpRouter | null;
  crons: CronSpec[];
  authConfig: JSONValue;
  schema: SchemaSpec | null;
  inputs: string[];
};

/** A generation together with the tables it was made current with. */
export type Live = {
  generation: Generation;
  checks: SchemaChecks;
  catalog: Catalog;
};

/** Imports what was bundled. Throws naming the module that is wrong. */
export async function loadGeneration(
  bundle: Bundle,
  number: number,
  idTable: IdTable,
): Promise<Generation> {
  const functions = new Map<string, LoadedFunction>();
  let router: HttpRouter | null = null;
  let crons: CronSpec[] = [];
  const built = await importFunctions(bundle.url);
  for (const { name, key, usesNode } of bundle.modules) {
    const exported = built(key);
    for (const [exportName, value] of Object.entries(exported)) {
      const path = `${name}:${exportName}`;
      const loaded = readFunction(path, value, usesNode, idTable);
      if (loaded === null) continue;
      if (usesNode && loaded.kind !== "action") {
        throw new Error(
          `${path} is a ${loaded.kind}, but only actions can be defined in "use node" files`,
        );
      }
      functions.set(path, loaded);
    }
    if (name === "http") router = readRouter(exported.default);
    if (name === "crons") crons = readCrons(exported.default);
  }
  for (const cron of crons) requireKnown(functions, cron);
  return {
    number,
    functions,
    router,
    crons,
    authConfig:
      bundle.authKey === null
        ? { providers: [] }
        : readAuth(built(bundle.authKey).default),
    schema:
      bundle.schemaKey === null
        ? null
        : readSchema(built(bundle.schemaKey).default),
    inputs: bundle.inputs,
  };
}

export function kindOfFunction(
  generation: Generation,
  path: string,
): FunctionKind | null {
  return generation.functions.get(canonicalPath(path))?.kind ?? null;
}

/** Imports a built file; what it answers gives a module's exports by the module's key. */
export async function importFunctions(
  url: string,
): Promise<(key: string) => Record<string, unknown>> {
  const built = (await import(url)) as Record<string, Record<string, unknown>>;
  return (key) => built[key] ?? {};
}

export function readRouter(value: unknown): HttpRouter {
  if (typeof value === "object" && value !== null && "isRouter" in value) {
    return value as unknown as HttpRouter;
  }
  throw new Error("The default export of `convex/http` is not an httpRouter()");
}

function requireKnown(
  functions: ReadonlyMap<string, LoadedFunction>,
  cron: CronSpec,
) {
  const found = functions.get(canonicalPath(cron.path));
  if (found === undefined || found.kind === "query") {
    throw new Error(
      `The cron "${cron.name}" names ${cron.path}, which is not a mutation or action`,
    );
  }
}
