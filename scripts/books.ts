import { Failure } from "../local/cli/failure";
import { exportBooks } from "./books/export";
import { verifyAll } from "./books/verify";

const USAGE = `Usage: npm run books -- COMMAND

  verify FILE             checks sums, chain and sent against paid of an export;
                          needs nothing but the file
  verify [--tenant ID]    the same of every tenant of the running service, or of one
  export --tenant ID FILE writes a tenant's books into a file`;

async function main(): Promise<number> {
  const [command, ...args] = process.argv.slice(2);
  if (command !== "verify" && command !== "export") {
    console.log(USAGE);
    return command === "help" || command === "--help" ? 0 : 1;
  }
  try {
    return await (command === "verify" ? verifyAll(args) : exportBooks(args));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    return 1;
  }
}

process.exit(await main());
