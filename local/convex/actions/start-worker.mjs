import { fileURLToPath } from "node:url";
import { buildProgram } from "../../shared/typescript.mjs";

const worker = fileURLToPath(new URL("worker.ts", import.meta.url));
await import(await buildProgram(worker));
