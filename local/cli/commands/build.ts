import { buildApp } from "../app-build";
import { readEnvironment } from "../environment";
import { parseOptions } from "../options";
import { createStopSignal } from "../stop-signal";

/** `local -- build`: builds the web app unless its build is of these sources. */
export async function build(args: readonly string[]): Promise<number> {
  parseOptions(args, {});
  const env = readEnvironment(process.env);
  await buildApp(
    env,
    (line) => {
      console.log(line);
    },
    createStopSignal(),
  );
  return 0;
}
