import type { TrailLine } from "@/components/audit/types";
import { type SealedEvent } from "@/lib/audit/chain";
import { type CsvValue, csvLine, UTF8_BOM } from "@/lib/csv/write";

interface Page<T> {
  page: T[];
  isDone: boolean;
  continueCursor: string;
}

type Read<T> = (cursor: string | null) => Promise<Page<T>>;

async function* pagesOf<T>(read: Read<T>): AsyncGenerator<T[], void> {
  let cursor: string | null = null;
  for (;;) {
    const result: Page<T> = await read(cursor);
    yield result.page;
    if (result.isDone) return;
    cursor = result.continueCursor;
  }
}

const HEADER = [
  "time",
  "action",
  "actor",
  "actor_name",
  "business",
  "business_name",
  "target",
  "reason",
  "request_id",
  "address_hash",
  "event",
  "place",
];

function rowOf(line: TrailLine): CsvValue[] {
  return [
    new Date(line.at).toISOString(),
    line.action,
    line.actor,
    line.actorName,
    line.tenant?.id ?? null,
    line.tenant?.name ?? null,
    line.target,
    line.reason,
    line.requestId,
    line.ipHash,
    line.id,
    line.sequence,
  ];
}

/** The lines of a trail as CSV, newest first. */
export async function* trailCsv(
  read: Read<TrailLine>,
): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder();
  yield encoder.encode(UTF8_BOM + csvLine(HEADER));
  for await (const lines of pagesOf(read)) {
    yield encoder.encode(lines.map(rowOf).map(csvLine).join(""));
  }
}

interface Chain {
  chain: string;
  head: { sequence: number; hash: string };
  read: Read<SealedEvent>;
}

/** A whole chain as `npm run audit -- verify --file` reads it. */
export async function* chainJson({
  chain,
  head,
  read,
}: Chain): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder();
  const format = "my-aibud-audit/1";
  const start = JSON.stringify({ format, chain, head }).slice(0, -1);
  yield encoder.encode(`${start},"events":[`);
  let separator = "\n";
  for await (const events of pagesOf(read)) {
    const lines = events.map((event) => {
      const line = separator + JSON.stringify(event);
      separator = ",\n";
      return line;
    });
    yield encoder.encode(lines.join(""));
  }
  yield encoder.encode("\n]}\n");
}

/** A file that is made while it is read. */
export function fileAnswer(
  body: ReadableStream<Uint8Array>,
  name: string,
): Response {
  const type = name.endsWith(".csv") ? "text/csv" : "application/json";
  return new Response(body, {
    headers: {
      "Content-Type": `${type}; charset=utf-8`,
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
