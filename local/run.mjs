#!/usr/bin/env node
// Runs a TypeScript program: node local/run.mjs FILE [ARGUMENT …]
import path from "node:path";
import { importTypeScript } from "./shared/typescript.mjs";

const [node, , file = "", ...given] = process.argv;
const program = path.resolve(file);
process.argv = [node, program, ...given];
await importTypeScript(program);
