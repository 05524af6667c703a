import { checkStateDir } from "../checks";
import { readEnvironment, stateDirOf } from "../environment";
import { parseOptions } from "../options";
import { writeStateFile } from "../state-file";

/** `local -- export FILE`: everything in one file, running or not. */
export async function exportState(args: readonly string[]): Promise<number> {
  const { positionals } = parseOptions(args, {}, ["FILE"]);
  const [file = ""] = positionals;
  const env = readEnvironment(process.env);
  checkStateDir(stateDirOf(env));
  await writeStateFile(env, file);
  console.log(`Exported everything to ${file}.`);
  return 0;
}
