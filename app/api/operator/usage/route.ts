import { z } from "zod";
import type { FunctionReturnType } from "convex/server";
import { api } from "@/convex/_generated/api";
import { csvLine, UTF8_BOM } from "@/lib/csv/write";
import { errorCode } from "@/lib/error-code";
import { fetchAs, isSignedIn, mutateTraced } from "@/lib/server/convex";
import { refuse } from "@/lib/server/refuse";
import { streamOf } from "@/lib/server/stream";

const PAGE = 500;

const HEADER = [
  "day",
  "tenant",
  "name",
  "runs",
  "failures",
  "prompt_tokens",
  "answer_tokens",
  "cost_micro_usd",
  "daily_budget_micro_usd",
] as const;

const query = z.object({ from: z.iso.date(), to: z.iso.date() });

type Days = z.infer<typeof query>;
type Row = FunctionReturnType<typeof api.operators.usage.days>["page"][number];

/** The spend on models by business and UTC day as CSV, newest day first; for operators. */
export async function GET(request: Request): Promise<Response> {
  if (!(await isSignedIn())) {
    return refuse(request, "UNAUTHENTICATED", "Sign in first.");
  }
  const params = Object.fromEntries(new URL(request.url).searchParams);
  const days = query.safeParse(params);
  if (!days.success) {
    return refuse(request, "VALIDATION_FAILED", "from and to are days.");
  }
  try {
    await mutateTraced(api.operators.usage.recordExport, days.data);
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    return refuse(request, code, "The usage cannot be exported.");
  }
  return new Response(streamOf(csvOf(days.data)), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="ai-usage.csv"',
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}

async function* csvOf(days: Days): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder();
  yield encoder.encode(UTF8_BOM + csvLine(HEADER));
  let cursor: string | null = null;
  for (;;) {
    const result: FunctionReturnType<typeof api.operators.usage.days> =
      await fetchAs(api.operators.usage.days, {
        ...days,
        paginationOpts: { numItems: PAGE, cursor },
      });
    yield encoder.encode(result.page.map(lineOf).join(""));
    if (result.isDone) return;
    cursor = result.continueCursor;
  }
}

function lineOf(row: Row): string {
  return csvLine([
    row.day,
    row.tenantId,
    row.name,
    row.runs,
    row.failures,
    row.promptTokens,
    row.answerTokens,
    row.costMicros,
    row.dailyBudgetMicros,
  ]);
}
