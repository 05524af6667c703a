import { paginationOptsValidator } from "convex/server";
import { type Infer, v } from "convex/values";
import type { Doc, Id } from "../_generated/dataModel";
import { listRunsOf } from "../assistant/eraseModel";
import { runFields, runOutcome } from "../assistant/schema";
import { recordAudit } from "../audit/model";
import { originOf, via } from "../audit/originModel";
import { listOfContact } from "../conversations/listModel";
import { listNotes } from "../conversations/noteModel";
import { requireConversation } from "../conversations/model";
import { tenantMutation, tenantQuery } from "../functions";
import { listThread } from "../messages/model";
import { messageStatus } from "../messages/schema";
import { pageOf } from "../pages";
import { listAliases, listChanges } from "./detailsModel";
import { contactView, viewOfContact } from "./personModel";
import { listConsentRecords, requireContact } from "./model";
import { consentSource, consentStatus } from "./schema";

const MAX_CONVERSATIONS = 200;
const MAX_CHANGES = 1_000;
/** The newest of each conversation. */
const MAX_RUNS = 500;

/** Notes down who exports a person, before anything is read. */
export const record = tenantMutation({
  permission: "export",
  args: { contactId: v.id("contacts"), via },
  returns: v.null(),
  handler: async (ctx, args) => {
    const { contactId } = args;
    const contact = await requireContact(ctx, ctx.tenant._id, contactId);
    await recordAudit(
      ctx,
      {
        tenantId: ctx.tenant._id,
        actor: ctx.actor,
        action: "contact.export",
        target: contact._id,
      },
      await originOf(args.via),
    );
    return null;
  },
});

/** One call of the model for an answer to the person. */
const run = v.object({
  at: v.number(),
  outcome: runOutcome,
  reason: v.union(v.string(), v.null()),
  ...runFields,
});

function viewOfRun({
  _id,
  _creationTime,
  tenantId: _t,
  conversationId: _c,
  turnId: _u,
  ...fields
}: Doc<"assistantRuns">): Infer<typeof run> {
  return { at: _creationTime, ...fields };
}

/** All that is kept about one person, but for the conversations' words. */
export const get = tenantQuery({
  permission: "export",
  args: { contactId: v.id("contacts") },
  returns: v.object({
    contact: contactView,
    aliases: v.array(v.string()),
    consentRecords: v.array(
      v.object({
        at: v.number(),
        from: consentStatus,
        to: consentStatus,
        source: consentSource,
        text: v.string(),
        actor: v.string(),
      }),
    ),
    changes: v.array(
      v.object({
        at: v.number(),
        actor: v.string(),
        fields: v.array(
          v.object({ field: v.string(), from: v.string(), to: v.string() }),
        ),
      }),
    ),
    conversations: v.array(
      v.object({
        id: v.id("conversations"),
        startedAt: v.number(),
        status: v.string(),
        notes: v.array(
          v.object({ at: v.number(), author: v.string(), text: v.string() }),
        ),
        assistantRuns: v.array(run),
      }),
    ),
  }),
  handler: async (ctx, { contactId }) => {
    const contact = await requireContact(ctx, ctx.tenant._id, contactId);
    const [aliases, consents, changes, conversations] = await Promise.all([
      listAliases(ctx, contact._id),
      listConsentRecords(ctx, contact._id),
      listChanges(ctx, contact._id, MAX_CHANGES),
      listOfContact(ctx, contact._id, MAX_CONVERSATIONS),
    ]);
    return {
      contact: viewOfContact(contact),
      aliases: aliases.map(({ alias }) => alias),
      consentRecords: consents.map(
        ({ _creationTime, from, to, source, text, actor }) => ({
          at: _creationTime,
          ...{ from, to, source, text, actor },
        }),
      ),
      changes: changes.map(({ _creationTime, actor, fields }) => ({
        at: _creationTime,
        actor,
        fields,
      })),
      conversations: await Promise.all(
        conversations.map(async ({ _id, _creationTime, status }) => ({
          id: _id,
          startedAt: _creationTime,
          status,
          notes: (await listNotes(ctx, _id)).map((note) => ({
            at: note._creationTime,
            author: note.author,
            text: note.text,
          })),
          assistantRuns: (await listRunsOf(ctx, _id, MAX_RUNS)).map(viewOfRun),
        })),
      ),
    };
  },
});

/** One page of a conversation's messages, newest first. */
export const messages = tenantQuery({
  permission: "export",
  args: {
    conversationId: v.id("conversations"),
    paginationOpts: paginationOptsValidator,
  },
  returns: pageOf(
    v.object({
      sentAt: v.number(),
      direction: v.union(v.literal("inbound"), v.literal("outbound")),
      author: v.string(),
      text: v.string(),
      messageType: v.string(),
      status: messageStatus,
      /** The file that came with it; it is fetched at `address`. */
      media: v.union(
        v.object({
          mimetype: v.union(v.string(), v.null()),
          filename: v.union(v.string(), v.null()),
          address: v.union(v.string(), v.null()),
        }),
        v.null(),
      ),
    }),
  ),
  handler: async (ctx, { conversationId, paginationOpts }) => {
    const { _id } = await requireConversation(
      ctx,
      ctx.tenant._id,
      conversationId,
    );
    const result = await listThread(ctx, _id, paginationOpts);
    return {
      ...result,
      page: result.page.map(
        ({ _id: id, sentAt, direction, author, text, media, ...message }) => ({
          ...{ sentAt, direction, author, text },
          messageType: message.messageType,
          status: message.status,
          media: viewOfMedia(id, media),
        }),
      ),
    };
  },
});

function viewOfMedia(id: Id<"messages">, media: Doc<"messages">["media"]) {
  if (media === null) return null;
  const { mimetype, filename, path, storageId } = media;
  const hasFile = path !== null || storageId !== null;
  return {
    mimetype,
    filename,
    address: hasFile ? `/api/media/${id}` : null,
  };
}
