import { createReadStream } from "node:fs";

import { asString } from "../../shared/json";
import type { EmbeddedRuntime } from "../runtime";
import type { LocalFiles } from "../storage/files";
import { FORMAT, FORMAT_VERSION } from "./format";

const PART_BYTES = 192 * 1024;
/** Lines are handed on in blocks: one chunk per line would be slow. */
const BLOCK_CHARS = 64 * 1024;

async function* lines(
  runtime: EmbeddedRuntime,
  files: LocalFiles,
): AsyncGenerator<unknown> {
  yield { format: FORMAT, version: FORMAT_VERSION };
  const counts = { tables: 0, documents: 0, files: 0 };
  const storageIds: string[] = [];
  for (const { table, documents } of runtime.exportTables()) {
    counts.tables += 1;
    yield { table };
    for (const document of documents) {
      counts.documents += 1;
      if (table === "_storage")
        storageIds.push(asString(document["_id"]) ?? "");
      yield { document };
    }
  }
  for (const file of storageIds) {
    counts.files += 1;
    yield { file };
    const stream = createReadStream(files.pathOf(file), {
      highWaterMark: PART_BYTES,
    });
    for await (const part of stream as AsyncIterable<Buffer>) {
      yield { part: part.toString("base64") };
    }
  }
  yield { end: counts };
}

/** The whole state as text, in blocks of whole lines. */
export async function* exportLines(
  runtime: EmbeddedRuntime,
  files: LocalFiles,
): AsyncGenerator<string> {
  let block = "";
  for await (const line of lines(runtime, files)) {
    block += `${JSON.stringify(line)}\n`;
    if (block.length < BLOCK_CHARS) continue;
    yield block;
    block = "";
  }
  yield block;
}
