import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";

import { asString } from "../../shared/json";
import { readCapped } from "../http/body";
import { ApiError, sendJson } from "../http/respond";
import type { Runtime } from "../types";
import { writeDurably, type LocalFiles } from "./files";

const MAX_UPLOAD_BYTES = 1024 * 1024 * 1024;

export interface StorageRoutes {
  upload(
    request: IncomingMessage,
    response: ServerResponse,
    token: string,
  ): Promise<void>;
  serve(
    request: IncomingMessage,
    response: ServerResponse,
    fileName: string,
  ): Promise<void>;
}

function checkDigest(request: IncomingMessage, sha256: string): void {
  const header = request.headers["digest"];
  const expected = asString(header)?.match(/^sha-256=(.+)$/i)?.[1];
  if (expected !== undefined && expected !== sha256) {
    throw new ApiError(
      400,
      "BadDigest",
      "The body does not match its Digest header.",
    );
  }
}

/** Answers `Range: bytes=a-b` for one range; anything else gets the whole file. */
function parseRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (match === null || (match[1] === "" && match[2] === "")) return null;
  const [, first = "", last = ""] = match;
  if (first === "")
    return { start: Math.max(0, size - Number(last)), end: size - 1 };
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  return { start: Number(first), end };
}

async function upload(
  runtime: Runtime,
  files: LocalFiles,
  request: IncomingMessage,
): Promise<string> {
  const hash = createHash("sha256");
  let size = 0;
  const temporary = files.temporaryPath();
  const measured = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of readCapped(request, MAX_UPLOAD_BYTES)) {
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  };
  await writeDurably(temporary, measured());
  try {
    const sha256 = hash.digest("base64");
    checkDigest(request, sha256);
    const contentType = request.headers["content-type"];
    return await runtime.systemTransaction((tx) => {
      const id = tx.insert("_storage", {
        sha256,
        size,
        ...(contentType === undefined ? {} : { contentType }),
      });
      files.adoptSync(id, temporary);
      return id;
    });
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The upload and download addresses of file storage. */
export function createStorageRoutes(
  runtime: Runtime,
  files: LocalFiles,
): StorageRoutes {
  return {
    async upload(request, response, token) {
      if (!files.isUploadToken(token)) {
        throw new ApiError(
          401,
          "BadUploadToken",
          "The upload URL is invalid or has expired.",
        );
      }
      sendJson(response, 200, {
        storageId: await upload(runtime, files, request),
      });
    },
    async serve(request, response, fileName) {
      const id = files.idOf(fileName);
      const rows =
        id === null
          ? []
          : runtime.systemQuery("_storage", "by_id", {
              from: [id],
              to: [id],
              limit: 1,
            });
      const row = rows[0];
      if (id === null || row === undefined) {
        throw new ApiError(404, "FileNotFound", "There is no such file.");
      }
      const path = files.pathOf(id);
      const { size } = await stat(path);
      const range = parseRange(request.headers.range, size);
      if (range !== null && range.start > range.end) {
        response.writeHead(416, { "Content-Range": `bytes */${size}` }).end();
        return;
      }
      const length = range === null ? size : range.end - range.start + 1;
      response.writeHead(range === null ? 200 : 206, {
        "Content-Type":
          asString(row["contentType"]) ?? "application/octet-stream",
        "Content-Length": length,
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, max-age=2592000",
        // Uploaded HTML must not run as a page of this origin.
        "Content-Security-Policy": "sandbox",
        "X-Content-Type-Options": "nosniff",
        ...(range === null
          ? {}
          : { "Content-Range": `bytes ${range.start}-${range.end}/${size}` }),
      });
      if (request.method === "HEAD" || length === 0) response.end();
      else await pipeline(createReadStream(path, range ?? {}), response);
    },
  };
}
