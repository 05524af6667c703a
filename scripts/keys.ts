import { Failure } from "../local/cli/failure";
import { createAdminApi } from "../local/cli/admin-api";
import { readEnvironment } from "../local/cli/environment";
import { generateKey } from "./keys/generate";
import { rotateKeys } from "./keys/rotate";
import { showStatus } from "./keys/status";

const USAGE = `Usage: npm run keys -- COMMAND

  generate [--id ID]  makes a field key, to be put first in FIELD_KEYS
  status              which keys Convex has, and how many values are under each
  rotate              encrypts every value anew with the first key of FIELD_KEYS;
                      may be stopped and begun again at any time`;

async function main(): Promise<number> {
  const [command, ...args] = process.argv.slice(2);
  try {
    switch (command) {
      case "generate":
        return generateKey(args);
      case "status":
        return await showStatus(api(), args);
      case "rotate":
        return await rotateKeys(api(), args);
      default:
        console.log(USAGE);
        return command === "help" || command === "--help" ? 0 : 1;
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    return 1;
  }
}

const api = () => createAdminApi(readEnvironment(process.env));

process.exit(await main());
