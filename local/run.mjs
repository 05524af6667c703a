#!/usr/bin/env node
// Runs a TypeScript program: node local/run.mjs FILE [ARGUMENT …]
import path from "node:path";
import { buildProgram } from "./shared/typescript.mjs";

const [node, , file = "", ...given] = process.argv;
const program = path.resolve(file);
process.argv = [node, program, ...given];

/** @param {unknown} error */
function giveUp(error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`${file} cannot be built: ${reason}`);
  process.exit(1);
}

const address = await buildProgram(program).catch(giveUp);
await import(address);
