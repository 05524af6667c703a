import { lockCloud } from "../cloud";
import { readEnvironment } from "../environment";
import { Failure } from "../failure";
import { parseOptions } from "../options";
import { readStateFile } from "../state-file";

/** `local -- import FILE`: replaces everything by an export; the local cloud must be stopped. */
export async function importState(args: readonly string[]): Promise<number> {
  const { positionals } = parseOptions(args, {}, ["FILE"]);
  const [file = ""] = positionals;
  const env = readEnvironment(process.env);
  const lock = lockCloud(env);
  if (lock === null) {
    throw new Failure(
      "The local cloud is running; stop it first (Ctrl-C in its terminal), then import.",
    );
  }
  try {
    console.log(`Imported ${await readStateFile(env, file)} from ${file}.`);
    return 0;
  } finally {
    lock.release();
  }
}
