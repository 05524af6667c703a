import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { root } from "./paths.mjs";
import { prepareEnvironment } from "./env-file.mjs";
import { install } from "./install.mjs";

/** These bring something up; the others need it up, and so installed. */
const INSTALLING = new Set(["start", "up", "demo", "build"]);

/**
 * Installs what is missing, makes .env.local, and runs a command of the local
 * cloud until it ends. Resolves with its exit code.
 * @param {string[]} command
 * @returns {Promise<number>}
 */
export async function runLocal(command) {
  try {
    if (INSTALLING.has(command[0] ?? "")) install();
    else if (!existsSync(path.join(root, "node_modules/esbuild"))) {
      throw new Error("Nothing is installed yet; run `npm start` first.");
    }
    // On stderr: what a command prints may be read by a program.
    for (const line of prepareEnvironment(root)) console.error(line);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
  return run(["local/run.mjs", "local/cli.ts", ...command]);
}

/**
 * @param {string[]} command
 * @returns {Promise<number>}
 */
function run(command) {
  const child = spawn(process.execPath, command, {
    cwd: root,
    // By the channel it notices our end, kill -9 included.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  // A terminal sends Ctrl-C to the child itself; anyone else only to us.
  const relay = (/** @type {NodeJS.Signals} */ signal) => {
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, relay);
  }
  return new Promise((resolve) => {
    child.once("error", (error) => {
      console.error(`The local cloud could not be started: ${error.message}`);
      resolve(1);
    });
    child.once("exit", (code, signal) => {
      resolve(code ?? (signal === "SIGINT" || signal === "SIGTERM" ? 0 : 1));
    });
  });
}
