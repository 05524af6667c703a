import type { JSONValue } from "convex/values";
import { frames } from "./frame";
import { getBlob, storeBlob } from "./storage-calls";
import { unsupported } from "./syscalls";

type BlobArguments = {
  blob?: Blob;
  storageId?: string;
  options?: { sha256?: string };
};

/** System calls whose arguments are objects of JavaScript, not JSON. */
export async function jsSyscall(
  op: string,
  args: BlobArguments,
): Promise<Blob | string | null> {
  const frame = frames.getStore();
  if (frame === undefined || frame.ended !== null) {
    throw new Error(frame?.ended ?? "No Convex function is running");
  }
  if (op === "storage/storeBlob" && args.blob instanceof Blob) {
    const sha256: JSONValue = args.options?.sha256 ?? null;
    return storeBlob(frame, args.blob, sha256);
  }
  if (op === "storage/getBlob") return getBlob(frame, args.storageId ?? "");
  throw unsupported(op);
}
