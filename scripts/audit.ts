import { Failure } from "../local/cli/failure";
import { exportTrail } from "./audit/export";
import { verifyTrails } from "./audit/verify";

const USAGE = `Usage: npm run audit -- COMMAND

  verify [--chain NAME] [--file FILE]   recomputes every chain of the audit trail, one,
                                        or an exported one; names the first wrong event
  export --chain NAME FILE              writes a chain into a file

A chain is named after its business's id; what belongs to no business is in "platform".`;

async function main(): Promise<number> {
  const [command, ...args] = process.argv.slice(2);
  if (command !== "verify" && command !== "export") {
    console.log(USAGE);
    return command === "help" || command === "--help" ? 0 : 1;
  }
  try {
    return await (command === "verify"
      ? verifyTrails(args)
      : exportTrail(args));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    return 1;
  }
}

process.exit(await main());
