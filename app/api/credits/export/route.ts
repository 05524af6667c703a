import { api } from "@/convex/_generated/api";
import { csvLine, UTF8_BOM } from "@/lib/csv/write";
import { errorCode } from "@/lib/error-code";
import { fetchAs, isSignedIn, mutateTraced } from "@/lib/server/convex";
import { refuse } from "@/lib/server/refuse";
import { streamOf } from "@/lib/server/stream";
import { type Filter, parseFilter } from "./filter";
import { HEADER, rowOf } from "./row";

const PAGE = 200;

/** The statement as CSV, newest entry first, as far as the filter goes. */
export async function GET(request: Request): Promise<Response> {
  if (!(await isSignedIn())) {
    return refuse(request, "UNAUTHENTICATED", "Sign in first.");
  }
  const filter = parseFilter(new URL(request.url).searchParams);
  if (filter === null) {
    return refuse(request, "VALIDATION_FAILED", "The filter is not readable.");
  }
  try {
    await mutateTraced(api.credits.statement.recordExport, {});
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    return refuse(request, code, "The statement cannot be exported.");
  }
  return new Response(streamOf(csvOf(filter)), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="credits.csv"',
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}

async function* csvOf(filter: Filter): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder();
  yield encoder.encode(UTF8_BOM + csvLine(HEADER));
  let cursor: string | null = null;
  for (;;) {
    const result: Awaited<ReturnType<typeof readPage>> = await readPage(
      filter,
      cursor,
    );
    yield encoder.encode(result.page.map(rowOf).map(csvLine).join(""));
    if (result.isDone) return;
    cursor = result.continueCursor;
  }
}

function readPage(filter: Filter, cursor: string | null) {
  return fetchAs(api.credits.statement.list, {
    ...filter,
    paginationOpts: { numItems: PAGE, cursor },
  });
}
