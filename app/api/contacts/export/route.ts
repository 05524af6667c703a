import { type FunctionReturnType } from "convex/server";
import { api } from "@/convex/_generated/api";
import { type ContactFilter, readFilter } from "@/lib/contacts/filter";
import { csvLine, UTF8_BOM } from "@/lib/csv/write";
import { errorCode } from "@/lib/error-code";
import { fetchAs, isSignedIn, mutateTraced } from "@/lib/server/convex";
import { refuse } from "@/lib/server/refuse";
import { streamOf } from "@/lib/server/stream";

const PAGE = 250;

/** The contacts of a filter as CSV. */
export async function GET(request: Request): Promise<Response> {
  if (!(await isSignedIn())) {
    return refuse(request, "UNAUTHENTICATED", "Sign in first.");
  }
  try {
    await mutateTraced(api.contacts.exports.record, {});
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    return refuse(request, code, "The contacts cannot be exported.");
  }
  const filter = readFilter(new URL(request.url).searchParams);
  return new Response(streamOf(csvOf(filter)), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="contacts.csv"',
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}

type Page = FunctionReturnType<typeof api.contacts.exports.page>;

const HEADER = [
  "name",
  "phone",
  "consent",
  "stage",
  "tags",
  "note",
  "ai",
  "created_at",
];

async function* csvOf(filter: ContactFilter): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder();
  yield encoder.encode(UTF8_BOM + csvLine(HEADER));
  let cursor: string | null = null;
  for (;;) {
    const result: Page = await fetchAs(api.contacts.exports.page, {
      ...filter,
      paginationOpts: { numItems: PAGE, cursor },
    });
    yield encoder.encode(result.page.map(lineOf).join(""));
    if (result.isDone) return;
    cursor = result.continueCursor;
  }
}

function lineOf(contact: Page["page"][number]): string {
  return csvLine([
    contact.name,
    contact.phone,
    contact.consent,
    contact.stage,
    contact.tags.join(", "),
    contact.note,
    contact.aiOff ? "off" : "on",
    new Date(contact.createdAt).toISOString(),
  ]);
}
