import { z } from "zod";
import type { AdminApi } from "../../local/cli/admin-api";
import { parseOptions } from "../../local/cli/options";
import { requireRing } from "./ring";

const BATCH_ROWS = 100;

const batchSchema = z.object({
  currentId: z.string(),
  moved: z.number(),
  kept: z.number(),
  failed: z.array(z.object({ tenantId: z.string(), reason: z.string() })),
  isDone: z.boolean(),
  continueCursor: z.string(),
});

type Batch = z.infer<typeof batchSchema>;

/** `keys rotate`: 1 when a value could not be read, and therefore not be moved. */
export async function rotateKeys(
  api: AdminApi,
  args: readonly string[],
): Promise<number> {
  parseOptions(args, {});
  const [currentId = "", ...others] = await requireRing(api);
  const total = { moved: 0, kept: 0 };
  const failed: Batch["failed"] = [];
  let cursor: string | null = null;
  for (;;) {
    const batch: Batch = await api.run(
      "mutation",
      "assistant/fieldKeys:rotate",
      { paginationOpts: { numItems: BATCH_ROWS, cursor } },
      batchSchema,
    );
    total.moved += batch.moved;
    total.kept += batch.kept;
    failed.push(...batch.failed);
    if (batch.isDone) break;
    cursor = batch.continueCursor;
  }
  console.log(
    `${total.moved} values are under ${currentId} now, ${total.kept} were before.`,
  );
  for (const { tenantId, reason } of failed) {
    console.log(`NOT MOVED: the key of business ${tenantId} (${reason})`);
  }
  if (failed.length > 0) return 1;
  if (others.length > 0) {
    console.log(`No value needs ${others.join(", ")} any more.`);
  }
  return 0;
}
