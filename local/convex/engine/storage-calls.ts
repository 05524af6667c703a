import { createHash } from "node:crypto";
import type { JSONValue } from "convex/values";
import {
  type JSONObject,
  isObject,
  parseObject,
  stringOf,
} from "../values/json";
import type { Frame } from "./frame";

type StorageCall = (frame: Frame, args: JSONObject) => Promise<string> | string;

type Stored = {
  id: string;
  sha256: string;
  size: number;
  contentType: string | null;
};

export const storageCalls: Record<string, StorageCall> = {
  "1.0/storageGetUrl": (frame, args) => {
    const found = lookUp(frame, args.storageId);
    return JSON.stringify(
      found === null ? null : frame.host.files.fileUrl(found.id),
    );
  },
  "1.0/storageGetMetadata": (frame, args) => {
    const found = lookUp(frame, args.storageId);
    if (found === null) return "null";
    const { id, ...metadata } = found;
    return JSON.stringify({ storageId: id, ...metadata });
  },
  "1.0/storageGenerateUploadUrl": (frame) => {
    if (frame.kind === "query") throw new Error("Queries cannot upload files");
    return JSON.stringify(frame.host.files.uploadUrl());
  },
  "1.0/storageDelete": async (frame, args) => {
    const id = stringOf(args.storageId);
    await frame.host.write(frame, (tx) => tx.remove(id, "_storage"));
    return "null";
  },
  "1.0/storageStore": async (frame, args) => {
    const bytes = Buffer.from(stringOf(args.blob), "base64");
    const type = stringOf(args.contentType);
    return JSON.stringify(await store(frame, bytes, type, args.sha256));
  },
  "1.0/storageGet": async (frame, args) => {
    const found = lookUp(frame, args.storageId);
    const bytes = found && (await frame.host.files.read(found.id));
    if (found === null || bytes === null) return "null";
    const blob = Buffer.from(bytes).toString("base64");
    return JSON.stringify({ blob, contentType: found.contentType });
  },
};

/** `storage.store(blob)` of an action: answers the new storage id. */
export async function storeBlob(frame: Frame, blob: Blob, sha256: JSONValue) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return store(frame, bytes, blob.type, sha256);
}

/** `storage.get(id)` of an action: the file as a Blob, or null. */
export async function getBlob(
  frame: Frame,
  storageId: string,
): Promise<Blob | null> {
  const found = lookUp(frame, storageId);
  if (found === null) return null;
  const bytes = await frame.host.files.read(found.id);
  if (bytes === null) return null;
  return new Blob([new Uint8Array(bytes)], { type: found.contentType ?? "" });
}

async function store(
  frame: Frame,
  bytes: Uint8Array,
  contentType: string,
  expected: JSONValue | undefined,
): Promise<string> {
  const sha256 = createHash("sha256").update(bytes).digest("base64");
  if (typeof expected === "string" && expected !== sha256) {
    throw new Error(`The file's sha256 is ${sha256}, not ${expected}`);
  }
  const { host } = frame;
  return host.write(frame, (tx) => {
    tx.usage.add("filesWritten", 1);
    const row: { [key: string]: JSONValue } = { sha256, size: bytes.length };
    if (contentType !== "") row.contentType = contentType;
    const id = tx.insert("_storage", row);
    host.files.writeSync(id, bytes);
    return id;
  });
}

function lookUp(frame: Frame, storageId: JSONValue | undefined): Stored | null {
  const id = stringOf(storageId);
  const text = frame.host.read(frame, (tx) =>
    tx.catalog.tableNameOfId(id) === "_storage" ? tx.get(id, "_storage") : null,
  );
  if (text === null) return null;
  const row: JSONValue = parseObject(text);
  if (!isObject(row)) return null;
  return {
    id,
    sha256: stringOf(row.sha256),
    size: Number(row.size),
    contentType: typeof row.contentType === "string" ? row.contentType : null,
  };
}
