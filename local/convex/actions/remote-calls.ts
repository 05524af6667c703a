import type { Running } from "../functions/environment";
import { CallError } from "../functions/errors";
import { isObject, parseJson } from "../values/json";
import type { CallOrigin, FromThread, Thrown } from "./protocol";

/** A running action; system calls find theirs through the storage of the thread. */
export type ActionFrame = Running & {
  call: number;
  /** Of an HTTP action whose first system call is still to come. */
  origin: CallOrigin | null;
  ended: string | null;
};

type Waiting = {
  resolve: (text: string) => void;
  reject: (error: Error) => void;
};

const NO_DATABASE = "The database is not available in an action";

/** System calls of actions: each is a message to the thread that holds the state. */
export function createRemoteCalls(
  send: (message: FromThread) => void,
  current: () => ActionFrame | undefined,
) {
  const waiting = new Map<number, Waiting>();
  let calls = 0;

  function requireFrame(): ActionFrame {
    const frame = current();
    if (frame === undefined) {
      throw new Error(
        "Convex functions can only run inside the Convex runtime",
      );
    }
    if (frame.ended !== null) throw new Error(frame.ended);
    return frame;
  }

  function asyncSyscall(op: string, args: string | object): Promise<string> {
    const json = typeof args === "string" ? args : JSON.stringify(args);
    const frame = requireFrame();
    const { call, origin } = frame;
    frame.origin = null;
    calls += 1;
    const id = calls;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      send({ kind: "call", id, call, op, json, origin });
    });
  }

  async function storeBlob(blob: Blob, sha256: string | null): Promise<string> {
    const bytes = Buffer.from(await blob.arrayBuffer());
    const text = await asyncSyscall(
      "1.0/storageStore",
      JSON.stringify({
        blob: bytes.toString("base64"),
        contentType: blob.type,
        sha256,
      }),
    );
    return JSON.parse(text) as string;
  }

  async function getBlob(storageId: string): Promise<Blob | null> {
    const text = await asyncSyscall(
      "1.0/storageGet",
      JSON.stringify({ storageId }),
    );
    const found = parseJson(text);
    if (!isObject(found) || typeof found.blob !== "string") return null;
    const type = typeof found.contentType === "string" ? found.contentType : "";
    return new Blob([Buffer.from(found.blob, "base64")], { type });
  }

  return {
    convex: {
      syscall(op: string): string {
        requireFrame();
        throw new Error(`${NO_DATABASE} (${op})`);
      },
      asyncSyscall,
      async jsSyscall(
        op: string,
        args: {
          blob?: Blob;
          storageId?: string;
          options?: { sha256?: string };
        },
      ): Promise<Blob | string | null> {
        if (op === "storage/storeBlob" && args.blob instanceof Blob) {
          return storeBlob(args.blob, args.options?.sha256 ?? null);
        }
        if (op === "storage/getBlob") return getBlob(args.storageId ?? "");
        throw new Error(
          `The system call ${op} is not supported by the local runtime`,
        );
      },
    },
    answer(id: number, text: string): void {
      waiting.get(id)?.resolve(text);
      waiting.delete(id);
    },
    refuse(id: number, { message, data, hasData }: Thrown): void {
      const error = hasData ? new CallError(message, data) : new Error(message);
      waiting.get(id)?.reject(error);
      waiting.delete(id);
    },
  };
}
