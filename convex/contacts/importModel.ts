/*
 * An import's record is the job: rows are stored first, then taken in, a batch per transaction, in order.
 * An import never turns a no into a yes.
 */
import {
  type ImportCells,
  IMPORT_LIMITS,
  type ImportedContact,
  readImportRow,
} from "../../lib/contacts/import-row";
import { joinTags, stricterConsent } from "../../lib/contacts/merge";
import { parseCountry } from "../../lib/contacts/search";
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import {
  changeContact,
  type ContactDetails,
  insertContact,
  isErasedPhone,
} from "./detailsModel";
import { changeConsent, getContactByPhone } from "./model";

export type Import = Doc<"contactImports">;
type Row = ImportCells & { line: number };

export async function insertImport(
  ctx: MutationCtx,
  fields: Pick<
    Import,
    "tenantId" | "fileName" | "consentEvidence" | "country" | "total" | "actor"
  >,
): Promise<Id<"contactImports">> {
  return ctx.db.insert("contactImports", {
    ...fields,
    status: "uploading",
    uploaded: 0,
    processed: 0,
    created: 0,
    updated: 0,
    failed: 0,
  });
}

/** An import of this tenant; another tenant's does not exist. */
export async function requireImport(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  importId: Id<"contactImports">,
): Promise<Import> {
  const found = await ctx.db.get("contactImports", importId);
  if (found === null || found.tenantId !== tenantId) {
    throw appError("NOT_FOUND", "Import not found.");
  }
  return found;
}

export async function getImport(
  ctx: QueryCtx,
  importId: Id<"contactImports">,
): Promise<Import | null> {
  return ctx.db.get("contactImports", importId);
}

/** The tenant's imports of one status, newest first. */
export async function listImports(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  status: Import["status"],
  limit: number,
): Promise<Import[]> {
  return ctx.db
    .query("contactImports")
    .withIndex("by_tenant_and_status", (q) =>
      q.eq("tenantId", tenantId).eq("status", status),
    )
    .order("desc")
    .take(limit);
}

export async function patchImport(
  ctx: MutationCtx,
  importId: Id<"contactImports">,
  patch: Partial<Import>,
): Promise<void> {
  await ctx.db.patch("contactImports", importId, patch);
}

/** Keeps rows until they are taken in; a batch that is there already is left as it is. */
export async function storeRows(
  ctx: MutationCtx,
  record: Import,
  start: number,
  rows: Row[],
): Promise<void> {
  await ctx.db.insert("contactImportBatches", {
    importId: record._id,
    start,
    rows,
  });
}

export async function getNextBatch(
  ctx: QueryCtx,
  importId: Id<"contactImports">,
): Promise<Doc<"contactImportBatches"> | null> {
  return ctx.db
    .query("contactImportBatches")
    .withIndex("by_import_and_start", (q) => q.eq("importId", importId))
    .first();
}

/** Removes waiting rows; true when none are left. */
export async function dropRows(
  ctx: MutationCtx,
  importId: Id<"contactImports">,
  limit: number,
): Promise<boolean> {
  const batches = await ctx.db
    .query("contactImportBatches")
    .withIndex("by_import_and_start", (q) => q.eq("importId", importId))
    .take(limit);
  for (const { _id } of batches) {
    await ctx.db.delete("contactImportBatches", _id);
  }
  return batches.length < limit;
}

/** Takes in one stored batch and counts what became of its rows. */
export async function takeIn(
  ctx: MutationCtx,
  record: Import,
  batch: Doc<"contactImportBatches">,
): Promise<void> {
  const counts = {
    created: record.created,
    updated: record.updated,
    failed: record.failed,
  };
  const country = parseCountry(record.country ?? "");
  for (const row of batch.rows) {
    const verdict = await judge(ctx, record, readImportRow(row, country));
    if (verdict.ok) {
      counts[await takeInContact(ctx, record, verdict.contact)] += 1;
      continue;
    }
    if (counts.failed < IMPORT_LIMITS.keptErrors) {
      await ctx.db.insert("contactImportErrors", {
        importId: record._id,
        line: row.line,
        problem: verdict.problem,
        value: verdict.value,
      });
    }
    counts.failed += 1;
  }
  await ctx.db.delete("contactImportBatches", batch._id);
  await ctx.db.patch("contactImports", record._id, {
    ...counts,
    processed: record.processed + batch.rows.length,
  });
}

/** Refuses somebody who was erased; what stood in the file is not kept either. */
async function judge(
  ctx: MutationCtx,
  { tenantId }: Import,
  verdict: ReturnType<typeof readImportRow>,
): Promise<ReturnType<typeof readImportRow>> {
  if (!verdict.ok) return verdict;
  const { phone } = verdict.contact;
  if ((await getContactByPhone(ctx, tenantId, phone)) !== null) return verdict;
  return (await isErasedPhone(ctx, tenantId, phone))
    ? { ok: false, field: "phone", problem: "phone_erased", value: "" }
    : verdict;
}

async function takeInContact(
  ctx: MutationCtx,
  record: Import,
  imported: ImportedContact,
): Promise<"created" | "updated"> {
  const { tenantId, actor, consentEvidence } = record;
  const known = await getContactByPhone(ctx, tenantId, imported.phone);
  const contact =
    known ??
    (await insertContact(ctx, tenantId, {
      ...detailsOf(imported, []),
      phone: imported.phone,
    }));
  if (known !== null) {
    await changeContact(ctx, known, detailsOf(imported, known.tags), actor);
  }
  if (consentEvidence !== null) {
    await changeConsent(
      ctx,
      { ...contact, ...detailsOf(imported, contact.tags) },
      {
        to: stricterConsent(contact.consent, imported.consent),
        source: "import",
        text: consentEvidence,
        actor,
      },
    );
  }
  return known === null ? "created" : "updated";
}

/** What a line adds to what is known: an empty cell changes nothing, tags are joined. */
function detailsOf(
  { name, stage, tags, note }: ImportedContact,
  knownTags: string[],
): Partial<Omit<ContactDetails, "phone">> {
  const details: Partial<Omit<ContactDetails, "phone">> = {};
  if (name !== null) details.name = name;
  if (stage !== null) details.stage = stage;
  if (note !== null) details.note = note;
  if (tags.length > 0) details.tags = joinTags(knownTags, tags);
  return details;
}

/** The rows that were refused, in the order of the file. */
export async function listImportErrors(
  ctx: QueryCtx,
  importId: Id<"contactImports">,
  limit: number,
): Promise<Doc<"contactImportErrors">[]> {
  return ctx.db
    .query("contactImportErrors")
    .withIndex("by_import", (q) => q.eq("importId", importId))
    .take(limit);
}
