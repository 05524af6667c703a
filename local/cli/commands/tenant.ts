import { createAdminApi } from "../admin-api";
import { readEnvironment } from "../environment";
import { Failure } from "../failure";
import { parseOptions, wholeNumber } from "../options";
import { plainBusiness } from "../seed/plain-business";
import { provisionTenant } from "../seed/tenants";

const MOST_CREDITS = 1_000_000_000;
const MOST_QUIET_MS = 60_000;

function pacingFrom(text: string | undefined): "on" | "off" | undefined {
  if (text === undefined || text === "on" || text === "off") return text;
  throw new Failure(`--pacing is on or off, not "${text}".`);
}

/** `local -- tenant`: creates a tenant with a small business and one connected number. */
export async function tenant(args: readonly string[]): Promise<number> {
  const { values } = parseOptions(args, {
    name: { type: "string" },
    credits: { type: "string", default: "100" },
    "quiet-ms": { type: "string" },
    pacing: { type: "string" },
    json: { type: "boolean" },
  });
  if (values.name === undefined || values.name.trim() === "") {
    throw new Failure("A tenant needs a name: --name NAME.");
  }
  const quiet = values["quiet-ms"];
  const business = plainBusiness({
    name: values.name.trim(),
    credits: wholeNumber("credits", values.credits, 0, MOST_CREDITS),
    quietWindowMs:
      quiet === undefined
        ? undefined
        : wholeNumber("quiet-ms", quiet, 0, MOST_QUIET_MS),
    pacing: pacingFrom(values.pacing),
  });
  const env = readEnvironment(process.env);
  const created = await provisionTenant(
    createAdminApi(env),
    env,
    business,
    (line) => {
      console.error(line);
    },
  );
  if (values.json === true) {
    console.log(JSON.stringify(created));
  } else {
    console.log(
      `${created.name} (${created.id}): ${created.available} credits, ${created.instances.length} number.`,
    );
  }
  return 0;
}
