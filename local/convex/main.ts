import { join, resolve } from "node:path";

import { PORTS } from "../ports";
import { keptFolder } from "../shared/build-cache.mjs";
import { systemClock } from "../shared/clock";
import { loadEnvironment } from "./env-file";
import { consoleLog } from "./log";
import { serveConvex, type RunningConvex } from "./serve";

const HOST = "127.0.0.1";

function portFrom(address: string | undefined, fallback: number): number {
  if (address === undefined || address === "") return fallback;
  const { port, protocol } = new URL(address);
  if (port !== "") return Number(port);
  return protocol === "https:" ? 443 : 80;
}

function numberFrom(value: string | undefined): number | undefined {
  if (value === undefined || value === "") return undefined;
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new Error(`"${value}" is not a port.`);
}

/** Any failure to start as one sentence a newcomer can act on. */
function explain(error: unknown, stateDir: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && "code" in error ? error.code : "";
  if (code === "ENOSPC" || /database or disk is full/i.test(message)) {
    return `The disk is full: free some space for ${stateDir} and start again.`;
  }
  if (/not a database|malformed|corrupt/i.test(message)) {
    return `The state in ${stateDir} cannot be read (${message}); move it away or import an export.`;
  }
  if (
    code === "EACCES" ||
    code === "EROFS" ||
    /readonly database|unable to open/i.test(message)
  ) {
    return `The state directory ${stateDir} cannot be written (${message}).`;
  }
  if (/does not match the schema/.test(message)) {
    const [what = message] = message.split("\n");
    return `The data in ${stateDir} does not fit the schema: ${what} Change the schema, or start empty with \`npm run local -- reset\`.`;
  }
  return message;
}

function stopOnSignal(convex: RunningConvex): void {
  let isClosing = false;
  const stop = (): void => {
    if (isClosing) return;
    isClosing = true;
    convex.close().then(
      () => process.exit(0),
      (error: unknown) => {
        consoleLog(`stopped with an error: ${String(error)}`);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

/** An error thrown out of a function's own callback must not end the runtime; one of ours must. */
function surviveFunctions(stateDir: string, convex: RunningConvex): void {
  process.on("uncaughtException", (error) => {
    const stack = error.stack ?? String(error);
    if (stack.includes(join(stateDir, "generations"))) {
      convex.runtime.stray(error);
      return;
    }
    console.error(`[convex] internal error: ${stack}`);
    process.exit(1);
  });
}

async function main(): Promise<void> {
  const projectDir = resolve(process.env["CONVEX_PROJECT_DIR"] ?? ".");
  const env = loadEnvironment(resolve(projectDir, ".env.local"), process.env);
  const stateDir = resolve(
    projectDir,
    env["CONVEX_STATE_DIR"] ?? ".local/convex",
  );
  try {
    const convex = await serveConvex({
      projectDir,
      stateDir,
      env,
      host: HOST,
      port:
        numberFrom(env["CONVEX_PORT"]) ??
        portFrom(env["NEXT_PUBLIC_CONVEX_URL"], PORTS.convex),
      sitePort:
        numberFrom(env["CONVEX_SITE_PORT"]) ??
        portFrom(
          env["NEXT_PUBLIC_CONVEX_SITE_URL"] ?? env["CONVEX_SITE_URL"],
          PORTS.convexSite,
        ),
      clock: systemClock,
      log: consoleLog,
      keptDir: keptFolder(join(projectDir, "convex")),
      watch: env["NODE_ENV"] !== "production",
      redactErrors: env["NODE_ENV"] === "production",
      threaded: true,
      ...(env["CONVEX_HOLD_FILE"] === undefined
        ? {}
        : { holdFile: env["CONVEX_HOLD_FILE"] }),
      onThreadLost: (why) => {
        console.error(`[convex] ${why}.`);
        process.exit(1);
      },
    });
    surviveFunctions(stateDir, convex);
    stopOnSignal(convex);
    console.log(
      `[convex] ready: ${convex.url} (HTTP actions ${convex.siteUrl}), state in ${stateDir}`,
    );
  } catch (error) {
    console.error(`[convex] ${explain(error, stateDir)}`);
    process.exit(1);
  }
}

await main();
