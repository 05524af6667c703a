import { readEnvironment } from "../environment";
import { parseOptions } from "../options";
import { appService } from "../services";
import { cloudServices, runCloud } from "./up";

/** `npm start`: the local cloud and the web app. */
export async function start(args: readonly string[]): Promise<number> {
  parseOptions(args, {});
  const env = readEnvironment(process.env);
  const app = appService(env, (line) => {
    console.log(line);
  });
  return runCloud(env, [...cloudServices(env), app], { withApp: true });
}
