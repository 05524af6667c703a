import { readInvoker } from "../functions/exported";
import {
  type HttpRouter,
  importModule,
  readRouter,
} from "../functions/generation";

/** What of one generation runs on the actions thread. */
export type Actions = {
  actions: ReadonlyMap<string, (argsJson: string) => Promise<string>>;
  router: HttpRouter | null;
};

/** Imports the bundled modules and keeps their actions and the router. */
export async function loadActions(
  modules: readonly { name: string; url: string }[],
): Promise<Actions> {
  const actions = new Map<string, (argsJson: string) => Promise<string>>();
  let router: HttpRouter | null = null;
  for (const { name, url } of modules) {
    const exported = await importModule(url);
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
