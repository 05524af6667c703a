import { fileURLToPath } from "node:url";
import { importTypeScript } from "../../shared/typescript.mjs";

await importTypeScript(fileURLToPath(new URL("worker.ts", import.meta.url)));
