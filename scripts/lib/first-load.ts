import { readFileSync } from "node:fs";
import path from "node:path";
import { runInNewContext } from "node:vm";
import { z } from "zod";

const MANIFEST = "page_client-reference-manifest.js";

const buildManifest = z.object({ rootMainFiles: z.array(z.string()) });
const entries = z.record(z.string(), z.array(z.string()));
const routes = z.record(z.string(), z.string());
const references = z.record(z.string(), z.object({ entryJSFiles: entries }));

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** The pages of a finished build: the address and the entry it comes from. */
export function listPages(built: string): { route: string; entry: string }[] {
  const known = routes.parse(
    readJson(path.join(built, "app-path-routes-manifest.json")),
  );
  return Object.entries(known)
    .filter(([entry]) => entry.endsWith("/page"))
    .map(([entry, route]) => ({ route, entry }))
    .sort((a, b) => a.route.localeCompare(b.route));
}

/**
 * The scripts a browser needs for the first look at a page: the framework's
 * own, and those of the page and of the layouts and boundaries around it.
 */
export function firstLoadFiles(built: string, entry: string): string[] {
  const { rootMainFiles } = buildManifest.parse(
    readJson(path.join(built, "build-manifest.json")),
  );
  const file = path.join(built, "server/app", path.dirname(entry), MANIFEST);
  // The build writes it as a script that fills one global.
  const sandbox: { globalThis: { __RSC_MANIFEST?: unknown } } = {
    globalThis: {},
  };
  runInNewContext(readFileSync(file, "utf8"), sandbox);
  const manifest = references.parse(sandbox.globalThis.__RSC_MANIFEST)[entry];
  if (manifest === undefined)
    throw new Error(`${file} says nothing of ${entry}.`);
  const needed = [
    ...rootMainFiles,
    ...Object.values(manifest.entryJSFiles).flat(),
  ];
  return [...new Set(needed)].map((name) => path.join(built, name));
}
