import { createAdminApi } from "../../local/cli/admin-api";
import { readEnvironment } from "../../local/cli/environment";
import { Failure, reasonOf } from "../../local/cli/failure";
import { parseOptions } from "../../local/cli/options";
import { writeFileAtomically } from "../../local/shared/store";
import { readChain } from "./reader";

/** `audit export`: a chain in one file, for `audit verify --file`. */
export async function exportTrail(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(
    args,
    { chain: { type: "string" } },
    ["FILE"],
  );
  const [file = ""] = positionals;
  if (values.chain === undefined) {
    throw new Failure("Which chain? Name it: --chain NAME FILE.");
  }
  const api = createAdminApi(readEnvironment(process.env));
  const trail = await readChain(api, values.chain);
  try {
    writeFileAtomically(file, `${JSON.stringify(trail, null, 1)}\n`);
  } catch (error) {
    throw new Failure(`${file} cannot be written: ${reasonOf(error)}`);
  }
  console.log(`Wrote ${trail.events.length} events to ${file}.`);
  return 0;
}
