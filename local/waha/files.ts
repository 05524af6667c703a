import type { Clock } from "../shared/clock";

/** WHATSAPP_FILES_LIFETIME of a default WAHA. */
export const FILE_LIFETIME_MS = 180_000;
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;

export interface StoredFile {
  bytes: Buffer;
  mimetype: string;
}

export interface Files {
  put(path: string, file: StoredFile): void;
  get(path: string): StoredFile | null;
}

/** Media in memory, gone after 180 s like on a default WAHA. */
export function createFiles(clock: Clock): Files {
  const files = new Map<string, StoredFile & { expiresAt: number }>();
  let total = 0;
  const drop = (path: string): void => {
    total -= files.get(path)?.bytes.length ?? 0;
    files.delete(path);
  };
  const sweep = (): void => {
    for (const [path, file] of files) {
      if (file.expiresAt > clock.now() && total <= MAX_TOTAL_BYTES) return;
      drop(path);
    }
  };
  return {
    put(path, file) {
      drop(path);
      files.set(path, { ...file, expiresAt: clock.now() + FILE_LIFETIME_MS });
      total += file.bytes.length;
      sweep();
    },
    get(path) {
      sweep();
      return files.get(path) ?? null;
    },
  };
}
