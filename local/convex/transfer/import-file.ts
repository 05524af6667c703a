import {
  closeSync,
  createReadStream,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from "node:fs";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { JSONValue } from "convex/values";

import { asRecord, isRecord } from "../../shared/json";
import type { EmbeddedRuntime } from "../runtime";
import type { BulkTable } from "../store/bulk";
import type { LocalFiles } from "../storage/files";
import { FORMAT, FORMAT_VERSION, type Summary } from "./format";

export type ImportSummary = Summary;

type Document = Record<string, JSONValue>;
type Staged = {
  /** Each table's documents as JSON lines in a file of their own. */
  tables: { table: string; path: string }[];
  files: { id: string; path: string }[];
  summary: Summary;
};

function damaged(why: string): Error {
  return new Error(`The file is not a usable export: ${why}.`);
}

/** The text of the file; undoes gzip when its first bytes say so. */
function openText(path: string): Readable {
  const handle = openSync(path, "r");
  const first = Buffer.alloc(2);
  readSync(handle, first);
  closeSync(handle);
  const source = createReadStream(path);
  if (first[0] !== 0x1f || first[1] !== 0x8b) return source;
  return pipeline(source, createGunzip(), () => undefined);
}

async function* linesOf(input: Readable): AsyncGenerator<string> {
  input.setEncoding("utf8");
  let rest = "";
  for await (const chunk of input as AsyncIterable<string>) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

class Staging {
  readonly staged: Staged = {
    tables: [],
    files: [],
    summary: { tables: 0, documents: 0, files: 0 },
  };
  private handle: number | null = null;
  private hasHeader = false;
  private hasEnd = false;

  constructor(private readonly files: LocalFiles) {}

  take(line: string): void {
    let parsed: unknown;
    try {
      parsed = JSON.parse(line);
    } catch {
      throw damaged("a line is not JSON");
    }
    const entry = asRecord(parsed);
    if (this.hasEnd) throw damaged("it goes on after its end");
    if (!this.hasHeader) this.takeHeader(entry);
    else if (typeof entry["table"] === "string")
      this.beginTable(entry["table"]);
    else if (isRecord(entry["document"])) this.takeDocument(entry["document"]);
    else if (typeof entry["file"] === "string") this.beginFile(entry["file"]);
    else if (typeof entry["part"] === "string")
      this.write(Buffer.from(entry["part"], "base64"));
    else if (isRecord(entry["end"])) this.takeEnd(entry["end"]);
    else throw damaged("it has a line of an unknown kind");
  }

  finish(): Staged {
    this.closeHandle();
    if (!this.hasEnd) throw damaged("it is cut short");
    return this.staged;
  }

  discard(): void {
    this.closeHandle();
    for (const { path } of [...this.staged.tables, ...this.staged.files]) {
      rmSync(path, { force: true });
    }
  }

  private takeHeader(entry: Record<string, unknown>): void {
    if (entry["format"] !== FORMAT || entry["version"] !== FORMAT_VERSION) {
      throw damaged("its first line names another format or version");
    }
    this.hasHeader = true;
  }

  private beginTable(table: string): void {
    this.staged.tables.push({ table, path: this.open() });
    this.staged.summary.tables += 1;
  }

  private takeDocument(document: Record<string, unknown>): void {
    this.staged.summary.documents += 1;
    this.write(Buffer.from(`${JSON.stringify(document)}\n`));
  }

  private beginFile(id: string): void {
    this.staged.files.push({ id, path: this.open() });
    this.staged.summary.files += 1;
  }

  private takeEnd(end: Record<string, unknown>): void {
    const { tables, documents, files } = this.staged.summary;
    if (
      end["tables"] !== tables ||
      end["documents"] !== documents ||
      end["files"] !== files
    ) {
      throw damaged("it holds fewer entries than it counts");
    }
    this.hasEnd = true;
  }

  private open(): string {
    this.closeHandle();
    const path = this.files.temporaryPath();
    this.handle = openSync(path, "w", 0o600);
    return path;
  }

  private write(bytes: Buffer): void {
    if (this.handle === null)
      throw damaged("it does not say what an entry belongs to");
    writeSync(this.handle, bytes);
  }

  private closeHandle(): void {
    if (this.handle !== null) closeSync(this.handle);
    this.handle = null;
  }
}

const READ_BYTES = 1024 * 1024;

/** The import reads inside one transaction, which must not wait, so it reads synchronously. */
function* readDocuments(path: string): Generator<Document> {
  const handle = openSync(path, "r");
  try {
    const block = Buffer.alloc(READ_BYTES);
    let rest: Buffer = Buffer.alloc(0);
    for (
      let size = readSync(handle, block);
      size > 0;
      size = readSync(handle, block)
    ) {
      let text = Buffer.concat([rest, block.subarray(0, size)]);
      for (let end = text.indexOf(10); end >= 0; end = text.indexOf(10)) {
        yield JSON.parse(text.toString("utf8", 0, end)) as Document;
        text = text.subarray(end + 1);
      }
      rest = text;
    }
  } finally {
    closeSync(handle);
  }
}

/** The file's tables, and every other table empty. */
function* bulkTables(
  staged: Staged,
  existing: readonly string[],
): Generator<BulkTable> {
  const named = new Set(staged.tables.map(({ table }) => table));
  for (const { table, path } of staged.tables) {
    yield { table, documents: readDocuments(path) };
  }
  for (const table of existing) {
    if (!named.has(table)) yield { table, documents: [] };
  }
}

/** Checks the whole file first, then replaces everything in one transaction. */
export async function importFile(
  runtime: EmbeddedRuntime,
  files: LocalFiles,
  path: string,
): Promise<ImportSummary> {
  const staging = new Staging(files);
  try {
    for await (const line of linesOf(openText(path))) staging.take(line);
    const staged = staging.finish();
    // Without their rows these files are swept later, so they may come first.
    for (const file of staged.files) files.adoptSync(file.id, file.path);
    const existing = [...runtime.exportTables()].map(({ table }) => table);
    await runtime.importTables(bulkTables(staged, existing));
    return staged.summary;
  } finally {
    staging.discard();
  }
}
