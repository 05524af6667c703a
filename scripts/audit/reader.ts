import { z } from "zod";
import { parseTrail, type TrailExport } from "../../lib/audit/trail";
import type { AdminApi } from "../../local/cli/admin-api";
import { Failure, reasonOf } from "../../local/cli/failure";

const PAGE_ROWS = 500;

const headSchema = z.object({ sequence: z.number(), hash: z.string() });

function pageOf<T>(row: z.ZodType<T>) {
  return z.object({
    page: z.array(row),
    isDone: z.boolean(),
    continueCursor: z.string(),
  });
}

async function readAll<T>(
  api: AdminApi,
  path: string,
  args: Record<string, unknown>,
  row: z.ZodType<T>,
): Promise<T[]> {
  const schema = pageOf(row);
  const rows: T[] = [];
  let cursor: string | null = null;
  for (;;) {
    const page: z.infer<typeof schema> = await api.run(
      "query",
      path,
      { ...args, paginationOpts: { numItems: PAGE_ROWS, cursor } },
      schema,
    );
    for (const each of page.page) rows.push(each);
    if (page.isDone) return rows;
    cursor = page.continueCursor;
  }
}

/** The chains there are, by name. */
export function listChains(api: AdminApi): Promise<string[]> {
  return readAll(api, "audit/chains:list", {}, z.string());
}

/** A chain as of now: what is sealed while it is read is left for the next time. */
export async function readChain(
  api: AdminApi,
  chain: string,
): Promise<TrailExport> {
  const head = await api.run(
    "query",
    "audit/chains:head",
    { chain },
    headSchema,
  );
  const upTo = head.sequence;
  const events = await readAll(
    api,
    "audit/chains:events",
    { chain, upTo },
    z.unknown(),
  );
  return trailFrom({ format: "my-aibud-audit/1", chain, head, events }, chain);
}

/** The trail as exported; a file that holds none is refused in one sentence. */
export function trailFrom(input: unknown, source: string): TrailExport {
  try {
    return parseTrail(input);
  } catch (error) {
    throw new Failure(`${source} holds no audit trail: ${reasonOf(error)}`);
  }
}
