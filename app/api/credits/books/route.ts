import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { assembleBooks, type BooksSource } from "@/lib/credits/books-assembly";
import type { BooksExport } from "@/lib/credits/books-export";
import { isConvexId } from "@/lib/convex-id";
import { errorCode } from "@/lib/error-code";
import { isSignedIn, mutateTraced } from "@/lib/server/convex";
import { refuse } from "@/lib/server/refuse";
import { streamOf } from "@/lib/server/stream";
import { operatorSource, tenantSource } from "./source";

const ROWS_AT_ONCE = 500;

/** The whole books as JSON, for `npm run books -- verify FILE`: one's own, or for an operator a business's. */
export async function GET(request: Request): Promise<Response> {
  if (!(await isSignedIn())) {
    return refuse(request, "UNAUTHENTICATED", "Sign in first.");
  }
  const tenant = new URL(request.url).searchParams.get("tenant");
  if (tenant !== null && !isConvexId(tenant)) {
    return refuse(request, "VALIDATION_FAILED", "This names no business.");
  }
  try {
    const tenantId = tenant as Id<"tenants"> | null;
    const { id } =
      tenantId === null
        ? await mutateTraced(api.credits.bookPages.record, {})
        : await mutateTraced(api.credits.bookPages.recordFor, { tenantId });
    const source: BooksSource =
      tenantId === null ? tenantSource : operatorSource(tenantId);
    const books = await assembleBooks(id, source);
    return books === null
      ? refuse(request, "CONFLICT", "Too many credits move; try again.")
      : download(books);
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    return refuse(request, code, "The books cannot be exported.");
  }
}

function download(books: BooksExport): Response {
  return new Response(streamOf(jsonOf(books)), {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="books-${books.tenantId}.json"`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}

/** The export as text, in pieces, so that it is never in memory twice. */
async function* jsonOf({
  entries,
  reservations,
  messages,
  ...rest
}: BooksExport): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder();
  yield encoder.encode(JSON.stringify(rest).slice(0, -1));
  for (const [name, rows] of Object.entries({
    entries,
    reservations,
    messages,
  })) {
    yield encoder.encode(`,\n"${name}":[`);
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      const text = rows
        .slice(from, from + ROWS_AT_ONCE)
        .map((row) => JSON.stringify(row))
        .join(",\n");
      yield encoder.encode(`${from === 0 ? "\n" : ",\n"}${text}`);
    }
    yield encoder.encode("]");
  }
  yield encoder.encode("}\n");
}
