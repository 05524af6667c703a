import { createWriteStream, existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { createGzip } from "node:zlib";

import { systemClock } from "../shared/clock";
import { lockState } from "./lock";
import { consoleLog } from "./log";
import { openRuntime, type EmbeddedRuntime } from "./runtime";
import { openFiles, type LocalFiles } from "./storage/files";
import { exportLines } from "./transfer/export-lines";
import { importFile, type ImportSummary } from "./transfer/import-file";

export interface TransferOptions {
  projectDir: string;
  stateDir: string;
  env: Readonly<Record<string, string>>;
  /** Where a running runtime answers; asked first. */
  url: string;
}

/** Opens the state of a runtime that is not running. */
async function withStoppedRuntime<T>(
  options: TransferOptions,
  body: (runtime: EmbeddedRuntime, files: LocalFiles) => Promise<T>,
): Promise<T> {
  const { projectDir, stateDir } = options;
  const lock = lockState(stateDir);
  try {
    const files = openFiles({
      stateDir,
      baseUrl: options.url,
      clock: systemClock,
    });
    const runtime = await openRuntime({
      projectDir,
      stateDir,
      env: { ...options.env },
      files,
      log: (level, message, path) => {
        consoleLog(`${path} ${level}: ${message}`);
      },
    });
    try {
      return await body(runtime, files);
    } finally {
      await runtime.close();
    }
  } finally {
    lock.release();
  }
}

/** The export of a running runtime; null when none answers. */
async function liveExport(options: TransferOptions): Promise<Readable | null> {
  let response: Response;
  try {
    response = await fetch(`${options.url}/api/local/export`, {
      headers: {
        Authorization: `Convex ${options.env["CONVEX_ADMIN_KEY"] ?? ""}`,
      },
    });
  } catch {
    return null;
  }
  if (!response.ok || response.body === null) {
    throw new Error(
      `The running Convex runtime refused the export (status ${response.status}).`,
    );
  }
  return Readable.fromWeb(response.body as NodeReadableStream<Uint8Array>);
}

async function writeWhole(source: Readable, file: string): Promise<void> {
  const temporary = `${file}.part`;
  try {
    const sink = createWriteStream(temporary, { mode: 0o600, flush: true });
    if (file.endsWith(".gz")) await pipeline(source, createGzip(), sink);
    else await pipeline(source, sink);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * Writes everything (documents, scheduled work, files) as JSON lines, gzipped
 * when the name ends in `.gz`. Works beside a running runtime and without one.
 */
export async function exportState(
  options: TransferOptions,
  file: string,
): Promise<void> {
  const target = resolve(file);
  const live = await liveExport(options);
  if (live !== null) {
    await writeWhole(live, target);
    return;
  }
  if (!existsSync(options.stateDir)) {
    throw new Error(`There is no state in ${options.stateDir} to export.`);
  }
  await withStoppedRuntime(options, (runtime, files) =>
    writeWhole(Readable.from(exportLines(runtime, files)), target),
  );
}

/**
 * Makes the state exactly what the file holds. The runtime must be stopped; a
 * file that is cut short or does not fit the schema changes nothing.
 */
export async function importState(
  options: TransferOptions,
  file: string,
): Promise<ImportSummary> {
  const source = resolve(file);
  if (!existsSync(source)) throw new Error(`There is no file ${source}.`);
  return withStoppedRuntime(options, (runtime, files) =>
    importFile(runtime, files, source),
  );
}
