import { readFileSync } from "node:fs";
import {
  chainName,
  type TrailExport,
  type TrailReport,
  verifyTrail,
} from "../../lib/audit/trail";
import { createAdminApi } from "../../local/cli/admin-api";
import { readEnvironment } from "../../local/cli/environment";
import { Failure, reasonOf } from "../../local/cli/failure";
import { parseOptions } from "../../local/cli/options";
import { listChains, readChain, trailFrom } from "./reader";

const SHOWN_PROBLEMS = 20;

/** The verdict on one chain for people; a wrong one names its first wrong event. */
export function describeTrail(name: string, report: TrailReport): string {
  if (report.ok) return `${name}: in order, ${report.events} events.`;
  const { problems } = report;
  const first = problems.find(({ event }) => event !== null)?.event ?? null;
  const where = first === null ? "at its end" : `first at event #${first}`;
  const rest = problems.length - SHOWN_PROBLEMS;
  return [
    `${name}: WRONG, ${where}.`,
    ...problems.slice(0, SHOWN_PROBLEMS).map(({ event, id, check, detail }) => {
      const place = event === null ? "" : `event #${event}: `;
      return `  ${place}${detail} (${check})${id === null ? "" : ` [${id}]`}`;
    }),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ].join("\n");
}

function readFile(file: string): TrailExport {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${reasonOf(error)}`);
  }
  return trailFrom(content, file);
}

async function* liveTrails(
  only: string | undefined,
): AsyncGenerator<TrailExport> {
  const api = createAdminApi(readEnvironment(process.env));
  const chains = await listChains(api);
  const wanted = chains.filter((name) => only === undefined || name === only);
  if (only !== undefined && wanted.length === 0) {
    throw new Failure(`There is no chain ${only}.`);
  }
  for (const chain of wanted) yield await readChain(api, chain);
}

/** `audit verify`: 1 when any of the chains is wrong. */
export async function verifyTrails(args: readonly string[]): Promise<number> {
  const { values } = parseOptions(args, {
    chain: { type: "string" },
    file: { type: "string" },
  });
  const trails =
    values.file === undefined
      ? liveTrails(values.chain)
      : [readFile(values.file)];
  let isOk = true;
  let count = 0;
  for await (const trail of trails) {
    const report = await verifyTrail(trail);
    console.log(describeTrail(chainName(trail.chain), report));
    isOk &&= report.ok;
    count += 1;
  }
  console.log(
    isOk
      ? `\nThe audit trail is in order (${count}).`
      : "\nTHE AUDIT TRAIL IS WRONG.",
  );
  return isOk ? 0 : 1;
}
