import { z } from "zod";
import type { AdminApi } from "../../local/cli/admin-api";
import { parseOptions } from "../../local/cli/options";
import { requireRing } from "./ring";

const PAGE_ROWS = 500;

const pageSchema = z.object({
  page: z.array(z.string().nullable()),
  isDone: z.boolean(),
  continueCursor: z.string(),
});

async function countByKey(api: AdminApi): Promise<Map<string | null, number>> {
  const counts = new Map<string | null, number>();
  let cursor: string | null = null;
  for (;;) {
    const found: z.infer<typeof pageSchema> = await api.run(
      "query",
      "assistant/fieldKeys:used",
      { paginationOpts: { numItems: PAGE_ROWS, cursor } },
      pageSchema,
    );
    for (const id of found.page) counts.set(id, (counts.get(id) ?? 0) + 1);
    if (found.isDone) return counts;
    cursor = found.continueCursor;
  }
}

/** `keys status`: 1 when a value is under a key that Convex does not have. */
export async function showStatus(
  api: AdminApi,
  args: readonly string[],
): Promise<number> {
  parseOptions(args, {});
  const ids = await requireRing(api);
  const counts = await countByKey(api);
  for (const [index, id] of ids.entries()) {
    const count = counts.get(id) ?? 0;
    counts.delete(id);
    console.log(`${id}: ${count} values, ${adviceOn(index === 0, count)}`);
  }
  for (const [id, count] of counts) {
    const name = id ?? "no key at all";
    console.log(`${name}: ${count} values, NOT IN FIELD_KEYS: unreadable`);
  }
  return counts.size === 0 ? 0 : 1;
}

function adviceOn(isCurrent: boolean, count: number): string {
  if (isCurrent) return "the current key";
  return count === 0
    ? "can be removed"
    : "to be moved by npm run keys -- rotate";
}
