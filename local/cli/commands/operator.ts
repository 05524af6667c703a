import { z } from "zod";
import { createAdminApi } from "../admin-api";
import { readEnvironment } from "../environment";
import { parseOptions } from "../options";

const SENTENCES = {
  named:
    "becomes the first operator at their first look at /operator, once the address is verified.",
  named_before: "was named before; nothing has changed.",
  has_operator:
    "was not named: there is an operator already, and nothing has changed.",
} as const;

const outcomeSchema = z.enum(["named", "named_before", "has_operator"]);

/** `local -- operator EMAIL`: names the first operator of the deployment the environment names. */
export async function operator(args: readonly string[]): Promise<number> {
  const { positionals } = parseOptions(args, {}, ["EMAIL"]);
  const [email = ""] = positionals;
  const outcome = await createAdminApi(readEnvironment(process.env)).run(
    "mutation",
    "operators/bootstrap:name",
    { email },
    outcomeSchema,
  );
  console.log(`${email} ${SENTENCES[outcome]}`);
  return 0;
}
