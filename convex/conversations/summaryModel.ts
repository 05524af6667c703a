/*
 * What a list shows of a conversation. Everything a row needs beside itself is read once per page,
 * but for its contact and its last message.
 */
import { v } from "convex/values";
import type { AuthorKind } from "../../lib/inbox/author";
import { parseAuthor } from "../../lib/inbox/author";
import type { Doc, Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { requireContact } from "../contacts/model";
import { getInstance } from "../instances/model";
import { listLabels } from "./labelModel";
import { type People, peopleOf, person } from "./peopleModel";
import { conversationStatus, handoff, labelColor } from "./schema";

export const labelView = v.object({
  id: v.id("labels"),
  name: v.string(),
  color: labelColor,
});

const lastMessage = v.union(
  v.object({
    author: v.union(
      v.literal("customer"),
      v.literal("ai"),
      v.literal("member"),
      v.literal("phone"),
      v.literal("api"),
      v.literal("system"),
    ),
    direction: v.union(v.literal("inbound"), v.literal("outbound")),
    status: v.string(),
    messageType: v.string(),
  }),
  v.null(),
);

const takeoverView = v.union(
  v.object({
    by: v.union(
      v.object({ kind: v.literal("phone") }),
      v.object({ kind: v.literal("member"), person }),
    ),
    until: v.number(),
  }),
  v.null(),
);

export const summaryFields = {
  id: v.id("conversations"),
  contactId: v.id("contacts"),
  contactName: v.union(v.string(), v.null()),
  contactPhone: v.union(v.string(), v.null()),
  instanceId: v.id("instances"),
  instanceLabel: v.string(),
  status: conversationStatus,
  snoozedUntil: v.union(v.number(), v.null()),
  handoff,
  takeover: takeoverView,
  isAnswering: v.boolean(),
  assignee: v.union(person, v.null()),
  labels: v.array(labelView),
  unread: v.number(),
  lastMessageAt: v.number(),
  lastMessagePreview: v.string(),
  lastMessage,
};

/** A label as everybody sees it. */
export function viewOfLabel({ _id, name, color }: Doc<"labels">) {
  return { id: _id, name, color };
}

/** Reads the newest message of a conversation; given by the caller because messages are another domain. */
export type ReadLast = (
  conversationId: Id<"conversations">,
) => Promise<Doc<"messages"> | null>;

type Shared = {
  people: People;
  labels: ReadonlyMap<Id<"labels">, Doc<"labels">>;
  instanceLabel: (instanceId: Id<"instances">) => Promise<string>;
};

async function readShared(
  ctx: QueryCtx,
  caller: Doc<"memberships">,
): Promise<Shared> {
  const labels = await listLabels(ctx, caller.tenantId);
  const names = new Map<Id<"instances">, Promise<string>>();
  return {
    people: peopleOf(ctx, caller),
    labels: new Map(labels.map((label) => [label._id, label])),
    instanceLabel: (instanceId) => {
      const read =
        names.get(instanceId) ??
        getInstance(ctx, instanceId).then((found) => found?.label ?? "");
      names.set(instanceId, read);
      return read;
    },
  };
}

/** The rows of conversations as one member sees them. */
export async function summarize(
  ctx: QueryCtx,
  caller: Doc<"memberships">,
  conversations: Doc<"conversations">[],
  readLast: ReadLast,
) {
  const shared = await readShared(ctx, caller);
  return Promise.all(
    conversations.map((conversation) =>
      summarizeOne(ctx, shared, conversation, readLast),
    ),
  );
}

async function summarizeOne(
  ctx: QueryCtx,
  shared: Shared,
  conversation: Doc<"conversations">,
  readLast: ReadLast,
) {
  const { tenantId, contactId, instanceId, assigneeId } = conversation;
  const contact = await requireContact(ctx, tenantId, contactId);
  return {
    id: conversation._id,
    contactId: contact._id,
    contactName: contact.name,
    contactPhone: contact.phone,
    instanceId,
    instanceLabel: await shared.instanceLabel(instanceId),
    status: conversation.status,
    snoozedUntil: conversation.snoozedUntil,
    handoff: conversation.handoff,
    takeover: await viewOfTakeover(shared.people, conversation.takeover),
    isAnswering: conversation.openTurnId !== null,
    assignee: assigneeId === null ? null : await shared.people.byId(assigneeId),
    labels: conversation.labelIds.flatMap((labelId) => {
      const label = shared.labels.get(labelId);
      return label === undefined ? [] : [viewOfLabel(label)];
    }),
    unread: conversation.unread,
    lastMessageAt: conversation.lastMessageAt,
    lastMessagePreview: conversation.lastMessagePreview,
    lastMessage: viewOfLast(await readLast(conversation._id)),
  };
}

function viewOfLast(message: Doc<"messages"> | null) {
  if (message === null) return null;
  const author: AuthorKind = parseAuthor(message.author).kind;
  const { direction, status, messageType } = message;
  return { author, direction, status, messageType };
}

async function viewOfTakeover(
  people: People,
  takeover: Doc<"conversations">["takeover"],
) {
  if (takeover === null) return null;
  const by = await people.byAuthor(takeover.by);
  return {
    by: by.kind === "member" ? by : { kind: "phone" as const },
    until: takeover.until,
  };
}
