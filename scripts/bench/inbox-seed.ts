import { join, resolve } from "node:path";
import type { JSONValue } from "convex/values";
import { type Env, stateDirOf } from "../../local/cli/environment";
import { decodeId, encodeId } from "../../local/convex/keys/id";
import { creationTimeOf } from "../../local/convex/keys/position";
import { openRuntime } from "../../local/convex/runtime";

type Row = Record<string, JSONValue>;

export type InboxSize = { conversations: number; thread: number };

const DAY_MS = 86_400_000;
const STATUSES = ["open", "open", "open", "open", "closed", "snoozed"] as const;

/** Name of the customer of the long thread; newest of all, so that the list begins with them. */
export const LONG_THREAD_NAME = "Lindiwe Longthread";

/** Fills a stopped runtime's state: conversations of every status, and one long thread. */
export async function seedInboxState(
  env: Env,
  place: { tenantId: string; instanceId: string },
  size: InboxSize,
): Promise<void> {
  const runtime = await openRuntime({
    projectDir: resolve("."),
    stateDir: join(stateDirOf(env), "convex"),
    env: Object.fromEntries(
      Object.entries(env).filter((each): each is [string, string] => {
        return each[1] !== undefined;
      }),
    ),
  });
  try {
    const make = maker(runtime);
    const counts = { open: 0, waiting: 0, snoozed: 0, closed: 0 };
    const contacts: Row[] = [];
    const contactAliases: Row[] = [];
    const conversations: (Row & { _id: string })[] = [];
    const messages: Row[] = [];
    for (let index = 0; index < size.conversations; index += 1) {
      const phone = `+${String(27_840_000_000 + index)}`;
      const isLong = index === size.conversations - 1;
      const contact = make("contacts", contactOf(place, index, phone, isLong));
      contacts.push(contact);
      contactAliases.push(
        make("contactAliases", {
          tenantId: place.tenantId,
          contactId: contact._id,
          alias: `phone:${phone}`,
        }),
      );
      const at = Date.now() - (size.conversations - index) * 60_000;
      const row = conversationOf(place, index, phone, at, isLong);
      counts[row.status] += 1;
      if (row.handoff !== null) counts.waiting += 1;
      const conversation = make("conversations", {
        ...row,
        contactId: contact._id,
      });
      conversations.push(conversation);
      messages.push(messageOf(make, place, conversation, index, at));
    }
    await runtime.importTables([
      { table: "contacts", documents: contacts },
      { table: "contactAliases", documents: contactAliases },
      { table: "conversations", documents: conversations },
      {
        table: "conversationCounts",
        documents: [
          make("conversationCounts", {
            tenantId: place.tenantId,
            assigneeId: null,
            ...counts,
          }),
        ],
      },
      {
        table: "messages",
        documents: withThread(make, place, conversations, messages, size),
      },
    ]);
  } finally {
    await runtime.close();
  }
}

type Place = { tenantId: string; instanceId: string };
type Make = (table: string, fields: Row) => Row & { _id: string };

function contactOf(
  { tenantId }: Place,
  index: number,
  phone: string,
  isLong: boolean,
): Row {
  return {
    tenantId,
    name: isLong ? LONG_THREAD_NAME : `Customer ${String(index)}`,
    phone,
    consent: "unknown",
    stage: "new",
    tags: [],
    note: "",
    aiOff: false,
    assigneeId: null,
  };
}

function conversationOf(
  { tenantId, instanceId }: Place,
  index: number,
  phone: string,
  at: number,
  isLong: boolean,
) {
  const status = isLong
    ? ("open" as const)
    : (STATUSES[index % STATUSES.length] ?? "open");
  const isWaiting = status === "open" && index % 40 === 0;
  const unread = status === "open" && index % 5 === 0 ? 2 : 0;
  return {
    tenantId,
    instanceId,
    chatId: `${phone.slice(1)}@c.us`,
    status,
    handoff: isWaiting
      ? { reason: "customer_asked", detail: "", requestedAt: at }
      : null,
    takeover: null,
    openTurnId: null,
    snoozedUntil: status === "snoozed" ? at + 365 * DAY_MS : null,
    assigneeId: null,
    labelIds: [],
    unread,
    unreadAt: unread > 0 ? at : null,
    readUpTo: unread > 0 ? at - 1 : at,
    lastMessageAt: at,
    lastMessagePreview: `Thank you for number ${String(index)}!`,
  };
}

function messageOf(
  make: Make,
  { tenantId, instanceId }: Place,
  conversation: Row,
  index: number,
  sentAt: number,
): Row {
  const isInbound = index % 2 === 0;
  return make("messages", {
    tenantId,
    instanceId,
    conversationId: conversation._id ?? null,
    direction: isInbound ? "inbound" : "outbound",
    externalId: `3EB0INB${String(sentAt)}${String(index).padStart(7, "0")}`,
    chatId: conversation.chatId ?? null,
    author: isInbound ? "customer" : "phone",
    text:
      index % 7 === 0
        ? `Message ${String(index)}. ${"We would like some more bread and a cake for Saturday. ".repeat(4)}`
        : `Message number ${String(index)} about bread and cakes.`,
    messageType: "text",
    media: null,
    status: isInbound ? "received" : "sent",
    sentAt,
    idempotencyKey: null,
    outbound: null,
  });
}

function* withThread(
  make: Make,
  place: Place,
  conversations: (Row & { _id: string })[],
  first: Row[],
  { thread }: InboxSize,
): Generator<Row> {
  yield* first;
  const long = conversations.at(-1);
  if (long === undefined) return;
  const end = Date.now() - 120_000;
  for (let index = 0; index < thread; index += 1) {
    yield messageOf(make, place, long, index, end - (thread - index) * 60_000);
  }
}

/** Ids carry the number of their table, which an empty table shows only once it has a row. */
function maker(runtime: Awaited<ReturnType<typeof openRuntime>>): Make {
  const known = new Map<string, number>();
  for (const { table, documents } of runtime.exportTables()) {
    for (const { _id } of documents) {
      if (known.has(table) || typeof _id !== "string") continue;
      const number = decodeId(_id)?.table;
      if (number !== undefined) known.set(table, number);
    }
  }
  let next = 20_000;
  let createdUs = Math.floor((Date.now() - 90 * DAY_MS) * 1000);
  return (table, fields) => {
    const number = known.get(table) ?? next;
    if (!known.has(table)) {
      known.set(table, number);
      next += 1;
    }
    createdUs += 1;
    const _id = encodeId(number, createdUs);
    return { _id, _creationTime: creationTimeOf(createdUs), ...fields };
  };
}
