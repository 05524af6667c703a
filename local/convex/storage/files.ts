import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { open, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import type { Clock } from "../../shared/clock";
import { writeFileAtomically } from "../../shared/store";
import type { FileStore } from "../types";

const UPLOAD_LIFE_MS = 60 * 60 * 1_000;
/** A file without a row is younger than this only while its transaction runs. */
const ORPHAN_AGE_MS = 60 * 60 * 1_000;
const STORAGE_ID = /^[a-z0-9_]+$/;

export interface LocalFiles extends FileStore {
  isUploadToken(token: string): boolean;
  /** The id inside a file address, or null when the signature is wrong. */
  idOf(fileName: string): string | null;
  pathOf(storageId: string): string;
  /** A fresh path on the same disk, for an upload that is still arriving. */
  temporaryPath(): string;
  /** Makes a finished upload the bytes of the row; durable on return. */
  adoptSync(storageId: string, temporaryPath: string): void;
  /** Removes bytes whose row is gone; returns how many files went. */
  sweep(exists: (storageId: string) => boolean): Promise<number>;
}

function syncDirectory(path: string): void {
  const handle = openSync(path, "r");
  fsyncSync(handle);
  closeSync(handle);
}

function loadSecret(file: string): Buffer {
  if (!existsSync(file)) {
    writeFileAtomically(file, randomBytes(32).toString("hex"));
  }
  return Buffer.from(readFileSync(file, "utf8").trim(), "hex");
}

function createSigner(secret: Buffer): {
  sign: (text: string) => string;
  holds: (text: string, signature: string) => boolean;
} {
  const sign = (text: string): string =>
    createHmac("sha256", secret).update(text).digest("hex").slice(0, 32);
  return {
    sign,
    holds(text, signature) {
      const expected = Buffer.from(sign(text));
      const given = Buffer.from(signature);
      return (
        given.length === expected.length && timingSafeEqual(given, expected)
      );
    },
  };
}

/** Signed names and checks for uploads and file addresses. */
function addresses(baseUrl: string, secret: Buffer, clock: Clock) {
  const { sign, holds } = createSigner(secret);
  return {
    uploadUrl(): string {
      const until = `${clock.now() + UPLOAD_LIFE_MS}.${randomBytes(8).toString("hex")}`;
      const token = `${until}.${sign(`upload ${until}`)}`;
      return `${baseUrl}/api/storage/upload?token=${token}`;
    },
    isUploadToken(token: string): boolean {
      const mark = token.lastIndexOf(".");
      const until = token.slice(0, Math.max(mark, 0));
      if (!holds(`upload ${until}`, token.slice(mark + 1))) return false;
      return Number.parseInt(until, 10) > clock.now();
    },
    fileUrl(storageId: string): string {
      return `${baseUrl}/api/storage/${storageId}-${sign(`file ${storageId}`)}`;
    },
    idOf(fileName: string): string | null {
      const mark = fileName.lastIndexOf("-");
      const id = fileName.slice(0, Math.max(mark, 0));
      return STORAGE_ID.test(id) &&
        holds(`file ${id}`, fileName.slice(mark + 1))
        ? id
        : null;
    },
  };
}

/** File bytes under `<stateDir>/files`, one file per storage id. */
export function openFiles(options: {
  stateDir: string;
  baseUrl: string;
  clock: Clock;
}): LocalFiles {
  const directory = join(options.stateDir, "files");
  const incoming = join(options.stateDir, "incoming");
  mkdirSync(directory, { recursive: true });
  mkdirSync(incoming, { recursive: true });
  const secret = loadSecret(join(options.stateDir, "storage-secret"));
  const pathOf = (storageId: string): string => {
    if (!STORAGE_ID.test(storageId)) throw new Error("Invalid storage id.");
    return join(directory, storageId);
  };
  const temporaryPath = (): string =>
    join(incoming, randomBytes(12).toString("hex"));
  const adoptSync = (storageId: string, temporary: string): void => {
    renameSync(temporary, pathOf(storageId));
    syncDirectory(directory);
  };
  return {
    ...addresses(options.baseUrl, secret, options.clock),
    pathOf,
    temporaryPath,
    adoptSync,
    writeSync(storageId, bytes) {
      const temporary = temporaryPath();
      writeFileSync(temporary, bytes, { flush: true });
      adoptSync(storageId, temporary);
    },
    async read(storageId) {
      try {
        return await readFile(pathOf(storageId));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
        throw error;
      }
    },
    async sweep(exists) {
      const oldest = options.clock.now() - ORPHAN_AGE_MS;
      let removed = 0;
      for (const [folder, isKept] of [
        [directory, exists],
        [incoming, () => false],
      ] as const) {
        for (const name of await readdir(folder)) {
          const path = join(folder, name);
          if (isKept(name) || (await stat(path)).mtimeMs > oldest) continue;
          await rm(path, { force: true });
          removed += 1;
        }
      }
      return removed;
    },
  };
}

/** Writes a whole file and waits for the disk. */
export async function writeDurably(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<void> {
  const handle = await open(path, "w", 0o600);
  try {
    for await (const chunk of chunks) await handle.write(chunk);
    await handle.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}
