import { type Infer, v } from "convex/values";
import { CONTACT_LIMITS } from "../../lib/contacts/fields";
import { charsOf } from "../../lib/contacts/import-batches";
import { IMPORT_LIMITS } from "../../lib/contacts/import-row";
import { parseCountry } from "../../lib/contacts/search";
import { appError } from "../../lib/errors";
import { visibleText } from "../../lib/text/clean";
import { internal } from "../_generated/api";
import type { Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { recordAudit } from "../audit/model";
import { tenantMutation, tenantQuery } from "../functions";
import {
  insertImport,
  listImportErrors,
  listImports,
  patchImport,
  requireImport,
  storeRows,
} from "./importModel";
import { importRow, importStatus } from "./schema";

const MAX_FILE_NAME_CHARS = 200;
const MAX_SHOWN = 10;

/** Opens an import of `total` rows. One at a time: an upload that was left is cancelled, one that runs is in the way. */
export const start = tenantMutation({
  permission: "manage_contacts",
  args: {
    fileName: v.string(),
    total: v.number(),
    country: v.optional(v.string()),
    consentEvidence: v.optional(v.string()),
  },
  returns: v.id("contactImports"),
  handler: async (ctx, args): Promise<Id<"contactImports">> => {
    const tenantId = ctx.tenant._id;
    const fields = requireStart(args);
    if ((await listImports(ctx, tenantId, "running", 1)).length > 0) {
      throw appError("CONFLICT", "Another import is still running.");
    }
    for (const left of await listImports(ctx, tenantId, "uploading", 5)) {
      await stop(ctx, left._id);
    }
    const importId = await insertImport(ctx, {
      tenantId,
      actor: ctx.actor,
      ...fields,
    });
    await recordAudit(ctx, {
      tenantId,
      actor: ctx.actor,
      action: "contacts.import",
      target: importId,
      reason: `${String(args.total)} rows`,
    });
    return importId;
  },
});

type Start = {
  fileName: string;
  total: number;
  country?: string;
  consentEvidence?: string;
};

function requireStart({ fileName, total, country, consentEvidence }: Start) {
  if (!Number.isSafeInteger(total) || total < 1 || total > IMPORT_LIMITS.rows) {
    throw invalid(`A file has 1 to ${String(IMPORT_LIMITS.rows)} rows.`);
  }
  if (country !== undefined && parseCountry(country) === null) {
    throw invalid("This country is not known.");
  }
  if (fileName.length > MAX_FILE_NAME_CHARS) {
    throw invalid("The file's name is too long.");
  }
  const evidence =
    consentEvidence === undefined ? null : visibleText(consentEvidence).trim();
  if (
    evidence !== null &&
    (evidence === "" || evidence.length > CONTACT_LIMITS.evidenceChars)
  ) {
    throw invalid("A consent column needs a source in up to 500 characters.");
  }
  return {
    fileName: visibleText(fileName),
    total,
    country: country ?? null,
    consentEvidence: evidence,
  };
}

/** Stores the rows from `from` on; rows that are there already are not stored again. The last ones start the import. */
export const add = tenantMutation({
  permission: "manage_contacts",
  args: {
    importId: v.id("contactImports"),
    from: v.number(),
    rows: v.array(importRow),
  },
  returns: v.object({ uploaded: v.number() }),
  handler: async (ctx, { importId, from, rows }) => {
    const record = await requireImport(ctx, ctx.tenant._id, importId);
    const uploaded = from + rows.length;
    if (uploaded <= record.uploaded) return { uploaded: record.uploaded };
    if (record.status !== "uploading" || from !== record.uploaded) {
      throw appError("CONFLICT", "This import does not wait for these rows.", {
        uploaded: record.uploaded,
      });
    }
    requireRows(rows, record.total - from);
    await storeRows(ctx, record, from, rows);
    const isComplete = uploaded === record.total;
    await patchImport(ctx, importId, {
      uploaded,
      ...(isComplete ? { status: "running" as const } : {}),
    });
    if (isComplete) {
      await ctx.scheduler.runAfter(0, internal.contacts.importing.run, {
        importId,
      });
    }
    return { uploaded };
  },
});

function requireRows(rows: Infer<typeof importRow>[], most: number): void {
  const chars = rows.reduce((sum, row) => sum + charsOf(row), 0);
  if (
    rows.length === 0 ||
    rows.length > Math.min(most, IMPORT_LIMITS.batchRows) ||
    chars > IMPORT_LIMITS.batchChars ||
    rows.some(({ line }) => !Number.isSafeInteger(line) || line < 1)
  ) {
    throw invalid("This batch of rows is empty or too large.");
  }
}

/** Stops an import; rows that were taken in stay. */
export const cancel = tenantMutation({
  permission: "manage_contacts",
  args: { importId: v.id("contactImports") },
  returns: v.null(),
  handler: async (ctx, { importId }) => {
    const record = await requireImport(ctx, ctx.tenant._id, importId);
    if (record.status === "done" || record.status === "cancelled") return null;
    await stop(ctx, importId);
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "contacts.import_cancel",
      target: importId,
    });
    return null;
  },
});

async function stop(
  ctx: MutationCtx,
  importId: Id<"contactImports">,
): Promise<void> {
  await patchImport(ctx, importId, { status: "cancelled" });
  await ctx.scheduler.runAfter(0, internal.contacts.importing.drop, {
    importId,
  });
}

const importView = v.object({
  id: v.id("contactImports"),
  fileName: v.string(),
  status: importStatus,
  total: v.number(),
  uploaded: v.number(),
  processed: v.number(),
  created: v.number(),
  updated: v.number(),
  failed: v.number(),
  startedAt: v.number(),
});

/** The tenant's newest imports, those under way first. */
export const list = tenantQuery({
  permission: "manage_contacts",
  args: {},
  returns: v.array(importView),
  handler: async (ctx) => {
    const lists = await Promise.all(
      (["running", "uploading", "done", "cancelled"] as const).map((status) =>
        listImports(ctx, ctx.tenant._id, status, MAX_SHOWN),
      ),
    );
    return lists.flat().map((record) => ({
      id: record._id,
      fileName: record.fileName,
      status: record.status,
      total: record.total,
      uploaded: record.uploaded,
      processed: record.processed,
      created: record.created,
      updated: record.updated,
      failed: record.failed,
      startedAt: record._creationTime,
    }));
  },
});

/** The rows of an import that were refused, at most 1,000. */
export const errors = tenantQuery({
  permission: "manage_contacts",
  args: { importId: v.id("contactImports") },
  returns: v.array(
    v.object({ line: v.number(), problem: v.string(), value: v.string() }),
  ),
  handler: async (ctx, { importId }) => {
    await requireImport(ctx, ctx.tenant._id, importId);
    const rows = await listImportErrors(
      ctx,
      importId,
      IMPORT_LIMITS.keptErrors,
    );
    return rows.map(({ line, problem, value }) => ({ line, problem, value }));
  },
});

function invalid(message: string) {
  return appError("VALIDATION_FAILED", message);
}
