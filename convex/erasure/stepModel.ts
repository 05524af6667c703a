/*
 * One batch of an erasure. Each phase may be repeated from its cursor without harm:
 * what is gone is not found again.
 */
import { mentions } from "../../lib/erasure/needles";
import type { MutationCtx } from "../_generated/server";
import { recordAudit } from "../audit/model";
import { emptyRowsOf, pageOfImports } from "../contacts/eraseImportModel";
import { dropContacts, dropRecords } from "../contacts/eraseModel";
import { emptyNewest } from "../messages/eraseModel";
import { dropLetter, listLetters } from "../webhooks/eraseModel";
import { type Erasure, noteProgress } from "./jobModel";
import { BATCH, dropTraces, eraseThreads } from "./threadModel";

/** A message on its way is settled by those who send; how long until it is looked at again, in ms. */
const LOOK_AGAIN_MS = 5_000;
/** Longer than a model call or a fetch of a file that had begun, in ms. */
const SWEEP_AFTER_MS = 5 * 60_000;
const LETTERS = "letters:";
const IMPORTS = "imports:";

/** In how many ms the next batch is due; null when there is none. */
export async function takeStep(
  ctx: MutationCtx,
  erasure: Erasure,
): Promise<number | null> {
  switch (erasure.phase) {
    case "conversations":
      return eraseConversations(ctx, erasure);
    case "records":
      return eraseRecords(ctx, erasure);
    case "leftovers":
      return eraseLeftovers(ctx, erasure);
    case "sweep":
      return sweep(ctx, erasure);
    case "done":
      return null;
  }
}

async function eraseConversations(
  ctx: MutationCtx,
  erasure: Erasure,
): Promise<number> {
  const { tenantId, contactIds, cursor, conversationIds } = erasure;
  const step = await eraseThreads(ctx, tenantId, contactIds, cursor);
  if (step === null) {
    await noteProgress(ctx, erasure, { phase: "records", cursor: null });
    return 0;
  }
  await noteProgress(ctx, erasure, {
    conversationIds: [...new Set([...conversationIds, step.conversationId])],
    conversations: erasure.conversations + step.conversations,
    messages: erasure.messages + step.messages,
    files: erasure.files + step.files,
    records: erasure.records + step.records,
    waitsFor: step.waitsFor,
    cursor: step.cursor,
  });
  return step.waitsFor > 0 ? LOOK_AGAIN_MS : 0;
}

async function eraseRecords(
  ctx: MutationCtx,
  erasure: Erasure,
): Promise<number> {
  for (const contactId of erasure.contactIds) {
    const dropped = await dropRecords(ctx, contactId, BATCH);
    if (dropped === 0) continue;
    const records = erasure.records + dropped;
    await noteProgress(ctx, erasure, { records });
    return 0;
  }
  await dropContacts(ctx, erasure.contactIds);
  await noteProgress(ctx, erasure, { phase: "leftovers", cursor: LETTERS });
  return 0;
}

/** Kept bodies and files of contacts name people without a contact: every one of the business is read. */
async function eraseLeftovers(
  ctx: MutationCtx,
  erasure: Erasure,
): Promise<number> {
  const { tenantId, needles } = erasure;
  const at = erasure.cursor ?? LETTERS;
  const speaks = (text: string) => mentions(text, needles);
  const inLetters = at.startsWith(LETTERS);
  const rest = at.slice(inLetters ? LETTERS.length : IMPORTS.length);
  const cursor = rest === "" ? null : rest;
  let dropped = 0;
  if (inLetters) {
    const options = { numItems: BATCH, cursor };
    const letters = await listLetters(ctx, tenantId, options);
    for (const { _id, body } of letters.page) {
      if (!speaks(body)) continue;
      await dropLetter(ctx, _id);
      dropped += 1;
    }
    await noteProgress(ctx, erasure, {
      records: erasure.records + dropped,
      cursor: letters.isDone ? IMPORTS : LETTERS + letters.continueCursor,
    });
    return 0;
  }
  const imports = await pageOfImports(ctx, tenantId, { numItems: 1, cursor });
  for (const { _id } of imports.page) {
    dropped += await emptyRowsOf(ctx, _id, speaks);
  }
  await noteProgress(ctx, erasure, {
    records: erasure.records + dropped,
    ...(imports.isDone
      ? { phase: "sweep" as const, cursor: null }
      : { cursor: IMPORTS + imports.continueCursor }),
  });
  return imports.isDone ? SWEEP_AFTER_MS : 0;
}

/** Work that had begun before may have written since: its traces go, then the person's ids too. */
async function sweep(
  ctx: MutationCtx,
  erasure: Erasure,
): Promise<number | null> {
  const { tenantId, conversationIds } = erasure;
  for (const conversationId of conversationIds) {
    const dropped =
      (await dropTraces(ctx, tenantId, conversationId)) +
      (await emptyNewest(ctx, conversationId, BATCH));
    if (dropped === 0) continue;
    await noteProgress(ctx, erasure, { records: erasure.records + dropped });
    return 0;
  }
  await noteProgress(ctx, erasure, {
    phase: "done",
    needles: [],
    waitsFor: 0,
    finishedAt: Date.now(),
  });
  await recordAudit(ctx, {
    tenantId,
    actor: "system:erasure",
    action: "contact.erased",
    target: erasure._id,
  });
  return null;
}
