import { readInvoker } from "../functions/exported";
import {
  importFunctions,
  type HttpRouter,
  readRouter,
} from "../functions/generation";

/** A built file and under which keys it exports the modules. */
export type Built = {
  url: string;
  modules: readonly { name: string; key: string }[];
};

/** What of one generation runs on the actions thread. */
export type Actions = {
  actions: ReadonlyMap<string, (argsJson: string) => Promise<string>>;
  router: HttpRouter | null;
};

/** Imports the built functions and keeps the actions and the router. */
export async function loadActions({ url, modules }: Built): Promise<Actions> {
  const built = await importFunctions(url);
  const actions = new Map<string, (argsJson: string) => Promise<string>>();
  let router: HttpRouter | null = null;
  for (const { name, key } of modules) {
    const exported = built(key);
    for (const [exportName, value] of Object.entries(exported)) {
      const made = readInvoker(value);
      if (made?.kind === "action") {
        actions.set(`${name}:${exportName}`, made.invoke);
      }
    }
    if (name === "http") router = readRouter(exported.default);
  }
  return { actions, router };
}
