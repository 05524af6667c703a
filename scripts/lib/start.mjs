import { spawn } from "node:child_process";
import { root } from "./paths.mjs";
import { prepareEnvironment } from "./env-file.mjs";
import { install } from "./install.mjs";

/**
 * Installs what is missing, makes .env.local, and runs the local cloud with
 * the app until it ends. Resolves with its exit code.
 * @param {string[]} options
 * @returns {Promise<number>}
 */
export async function start(options) {
  try {
    install();
    for (const line of prepareEnvironment(root)) console.log(line);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
  return run(["--import", "tsx", "local/cli.ts", "start", ...options]);
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
