import { v } from "convex/values";
import { openWahaFile } from "../../lib/clients/waha-files";
import { withoutMetadata } from "../../lib/privacy/file-metadata";
import { internal } from "../_generated/api";
import { wahaEnv } from "../env";
import { internalAction, internalMutation, internalQuery } from "../functions";
import { getUnkept, setStorage } from "./fileModel";

/** Larger files stay on the gateway for as long as it keeps them. */
const MAX_BYTES = 20 * 1024 * 1024;
const TIMEOUT_MS = 30_000;
/** A default WAHA keeps a file for 180 s. */
const RETRY_AFTER_MS = [5_000, 30_000, 90_000];

/** Copies a message's file from the gateway, which forgets it after minutes. */
export const keep = internalAction({
  args: { messageId: v.id("messages"), attempt: v.number() },
  returns: v.null(),
  handler: async (ctx, { messageId, attempt }) => {
    const path = await ctx.runQuery(internal.messages.files.unkeptPath, {
      messageId,
    });
    if (path === null) return null;
    const blob = await download(path);
    if (blob === "later") {
      const delayMs = RETRY_AFTER_MS[attempt];
      if (delayMs === undefined) return null;
      await ctx.scheduler.runAfter(delayMs, internal.messages.files.keep, {
        messageId,
        attempt: attempt + 1,
      });
    } else if (blob !== "never") {
      const storageId = await ctx.storage.store(blob);
      await ctx.runMutation(internal.messages.files.adopt, {
        messageId,
        storageId,
      });
    }
    return null;
  },
});

async function download(path: string): Promise<Blob | "later" | "never"> {
  const file = await openWahaFile(path, null, {
    ...wahaEnv(),
    fetch: (input, init) => fetch(input, init),
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
  });
  if (file.kind === "failed") return "later";
  if (file.kind !== "file") return "never";
  try {
    const bytes = new Uint8Array(await new Response(file.body).arrayBuffer());
    // What it is served as is decided where it is served.
    const type = "application/octet-stream";
    return new Blob([withoutMetadata(bytes)], { type });
  } catch {
    return file.contentLength === null ? "never" : "later";
  }
}

/** Where the gateway keeps a file we have no copy of. */
export const unkeptPath = internalQuery({
  args: { messageId: v.id("messages") },
  returns: v.union(v.string(), v.null()),
  handler: async (ctx, { messageId }) =>
    (await getUnkept(ctx, messageId))?.path ?? null,
});

/** Ties a copy to its message, or deletes it when nobody needs it. */
export const adopt = internalMutation({
  args: { messageId: v.id("messages"), storageId: v.id("_storage") },
  returns: v.null(),
  handler: async (ctx, { messageId, storageId }) => {
    if (!(await setStorage(ctx, messageId, storageId))) {
      await ctx.storage.delete(storageId);
    }
    return null;
  },
});
