import { build } from "./cli/commands/build";
import { exportState } from "./cli/commands/export";
import { importState } from "./cli/commands/import";
import { demo } from "./cli/commands/demo";
import { info } from "./cli/commands/info";
import { operator } from "./cli/commands/operator";
import { reset } from "./cli/commands/reset";
import { start } from "./cli/commands/start";
import { tenant } from "./cli/commands/tenant";
import { up } from "./cli/commands/up";
import { Failure } from "./cli/failure";

type Command = (args: readonly string[]) => Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = {
  start,
  up,
  demo,
  info,
  tenant,
  operator,
  reset,
  build,
  export: exportState,
  import: importState,
};

const USAGE = `Usage: npm run local -- COMMAND

  start                  the local cloud and the web app (also: npm start)
  up                     the local cloud without the web app
  demo [--json]          a conversation through the real path (also: npm run demo)
  info [--json]          addresses, keys and tenants of what is running
  tenant --name NAME [--credits N] [--quiet-ms MS] [--pacing on|off] [--json]
                         creates a tenant with one connected number
  operator EMAIL         names the first operator; nothing once there is one
  build                  builds the web app when its build is missing or stale
  reset                  removes all local state
  export FILE            writes everything into one file
  import FILE            replaces everything by such a file`;

async function main(): Promise<number> {
  const [name, ...args] = process.argv.slice(2);
  const command = name === undefined ? undefined : COMMANDS[name];
  if (command === undefined) {
    if (name !== undefined && name !== "help" && name !== "--help") {
      console.error(`Unknown command: ${name}.\n`);
    }
    console.log(USAGE);
    return name === undefined || !["help", "--help"].includes(name) ? 1 : 0;
  }
  try {
    return await command(args);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    return 1;
  }
}

process.exit(await main());
