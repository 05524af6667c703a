import { writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import { isolationPage } from "./security/isolation-page";
import { httpRoutes, publicFunctions } from "./security/surface";

export const ISOLATION_PAGE = "docs/security/isolation.md";

/** The page as the code is now. */
export async function currentIsolationPage(root: string): Promise<string> {
  const page = isolationPage(publicFunctions(root), httpRoutes(root));
  return format(page, { parser: "markdown" });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
  writeFileSync(
    path.join(root, ISOLATION_PAGE),
    await currentIsolationPage(root),
  );
  console.log(`${ISOLATION_PAGE} is written.`);
}
