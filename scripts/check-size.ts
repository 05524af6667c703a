import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import filePlugin from "@size-limit/file";
import sizeLimit from "size-limit";
import { z } from "zod";
import { firstLoadFiles, listPages } from "./lib/first-load";

/** Most JavaScript for the first look at a page, gzip bytes; the first match counts. */
const LIMITS: readonly { route: RegExp; bytes: number }[] = [
  { route: /^\/inbox(\/|$)/, bytes: 250_000 },
  { route: /^\/assistant$/, bytes: 325_000 },
  { route: /^\/contacts(\/|$)/, bytes: 290_000 },
  { route: /^\/(instances|settings|welcome|operator)(\/|$)/, bytes: 275_000 },
  { route: /^\/(overview|credits)(\/|$)/, bytes: 260_000 },
  { route: /^\/(dashboard|invitations|sign-in|sign-up)(\/|$)/, bytes: 240_000 },
  { route: /./, bytes: 160_000 },
];

const results = z.array(z.object({ size: z.number() }));

interface PageSize {
  route: string;
  bytes: number;
  limit: number;
}

/** What each page of the build in `root` makes a browser download first. */
export async function pageSizes(root: string): Promise<PageSize[]> {
  const built = path.join(root, ".next");
  const pages = listPages(built);
  const checks = pages.map(({ entry }) => ({
    files: firstLoadFiles(built, entry),
    gzip: true,
  }));
  const measured = results.parse(await sizeLimit([filePlugin], { checks }));
  return pages.map(({ route }, index) => ({
    route,
    bytes: measured[index]?.size ?? 0,
    limit: LIMITS.find((limit) => limit.route.test(route))?.bytes ?? 0,
  }));
}

async function main() {
  const root = fileURLToPath(new URL("..", import.meta.url));
  if (!existsSync(path.join(root, ".next/build-manifest.json"))) {
    throw new Error("There is no build: run npm run build first.");
  }
  const sizes = await pageSizes(root);
  for (const { route, bytes, limit } of sizes) {
    const verdict = bytes > limit ? `  over ${limit / 1000} kB` : "";
    console.log(
      `${(bytes / 1000).toFixed(1).padStart(7)} kB  ${route}${verdict}`,
    );
  }
  if (sizes.some(({ bytes, limit }) => bytes === 0 || bytes > limit)) {
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
