import { resolve } from "node:path";
import type { JSONValue } from "convex/values";
import { openRuntime } from "../../local/convex/runtime";
import { decodeId, encodeId } from "../../local/convex/keys/id";
import { creationTimeOf } from "../../local/convex/keys/position";
import { CUSTOMERS } from "./load";

export type Seeded = {
  tenantId: string;
  session: string;
  webhookPath: string;
  hmacKey: string;
};

type Row = Record<string, JSONValue>;

const TENANTS = 10;
const DAY_MS = 86_400_000;
const SYSTEM = { ip: null, userAgent: null, requestId: "bench" };

/** Fills an empty state with tenants and `messages` stored messages between known customers. */
export async function seed(
  stateDir: string,
  env: Record<string, string>,
  messages: number,
): Promise<Seeded[]> {
  const runtime = await openRuntime({
    projectDir: resolve("."),
    stateDir,
    env,
  });
  const call = async (
    kind: "query" | "mutation",
    path: string,
    args: JSONValue,
  ) => {
    const request = {
      path,
      args,
      caller: { kind: "admin" as const },
      request: SYSTEM,
    };
    const outcome =
      kind === "mutation"
        ? await runtime.mutation(request)
        : await runtime.withSnapshot((snapshot) => snapshot.query(request));
    if (!outcome.ok) throw new Error(outcome.errorMessage);
    return outcome.value;
  };
  try {
    for (let index = 0; index < TENANTS; index += 1) {
      await createTenant(call, `Bench ${String(index)}`);
    }
    const directory = (await call("query", "tenants/directory:list", {})) as {
      id: string;
      instances: {
        id: string;
        sessionName: string;
        webhookUrl: string;
        hmacKey: string;
      }[];
    }[];
    if (messages > 0) await fill(runtime, directory, messages);
    return directory.flatMap(({ id, instances }) =>
      instances.map(({ sessionName, webhookUrl, hmacKey }) => ({
        tenantId: id,
        session: sessionName,
        webhookPath: new URL(webhookUrl).pathname,
        hmacKey,
      })),
    );
  } finally {
    await runtime.close();
  }
}

type Call = (
  kind: "query" | "mutation",
  path: string,
  args: JSONValue,
) => Promise<JSONValue>;

async function createTenant(call: Call, name: string): Promise<void> {
  const tenantId = await call("mutation", "tenants/provision:create", {
    name,
    credits: 10_000_000,
    quietWindowMs: 0,
    pacing: "off",
    knowledge: Array.from({ length: 12 }, (_, index) => ({
      title: `Topic ${String(index)}`,
      content: `We open at eight on topic ${String(index)}. Sundays we open at nine and close at one.`,
    })),
  });
  await call("mutation", "instances/provision:register", {
    tenantId,
    label: "Bench number",
  });
}

async function fill(
  runtime: Awaited<ReturnType<typeof openRuntime>>,
  directory: { id: string; instances: { id: string }[] }[],
  messages: number,
): Promise<void> {
  const tables = tableNumbers(runtime);
  let createdUs = Math.floor((Date.now() - 30 * DAY_MS) * 1000);
  const make = (table: string, fields: Row): Row & { _id: string } => {
    createdUs += 1;
    const _id = encodeId(tables(table), createdUs);
    return { _id, _creationTime: creationTimeOf(createdUs), ...fields };
  };
  const contacts: Row[] = [];
  const contactAliases: Row[] = [];
  const conversations: (Row & { _id: string })[] = [];
  for (let index = 0; index < CUSTOMERS; index += 1) {
    const tenant = directory[index % directory.length];
    const instance = tenant?.instances[0];
    if (tenant === undefined || instance === undefined) continue;
    const phone = `+${String(27_830_000_000 + index)}`;
    const contact = make("contacts", {
      tenantId: tenant.id,
      name: `Customer ${String(index)}`,
      phone,
      consent: "unknown",
      stage: "new",
      tags: [],
      note: "",
      aiOff: false,
      assigneeId: null,
    });
    contacts.push(contact);
    contactAliases.push(
      make("contactAliases", {
        tenantId: tenant.id,
        contactId: contact._id,
        alias: `phone:${phone}`,
      }),
    );
    conversations.push(
      make("conversations", {
        tenantId: tenant.id,
        instanceId: instance.id,
        contactId: contact._id,
        chatId: `${phone.slice(1)}@c.us`,
        status: "open",
        handoff: null,
        takeover: null,
        openTurnId: null,
        snoozedUntil: null,
        assigneeId: null,
        labelIds: [],
        unread: 0,
        unreadAt: null,
        readUpTo: 0,
        lastMessageAt: Date.now() - DAY_MS,
        lastMessagePreview: "Thank you!",
      }),
    );
  }
  await runtime.importTables([
    { table: "contacts", documents: contacts },
    { table: "contactAliases", documents: contactAliases },
    { table: "conversations", documents: conversations },
    {
      table: "messages",
      documents: storedMessages(conversations, messages, make),
    },
  ]);
  // Counted long ago, as in a service that grew; else the count of all of it is measured.
  const cursor = {
    stream: "messages",
    at: creationTimeOf(createdUs),
    seen: [],
  };
  await runtime.importTables([
    {
      table: "analyticsCursors",
      documents: [make("analyticsCursors", cursor)],
    },
  ]);
}

function* storedMessages(
  conversations: (Row & { _id: string })[],
  total: number,
  make: (table: string, fields: Row) => Row,
): Generator<Row> {
  const startAt = Date.now() - 20 * DAY_MS;
  for (let index = 0; index < total; index += 1) {
    const conversation = conversations[index % conversations.length];
    if (conversation === undefined) return;
    const isInbound = index % 2 === 0;
    yield make("messages", {
      tenantId: conversation.tenantId ?? null,
      instanceId: conversation.instanceId ?? null,
      conversationId: conversation._id,
      direction: isInbound ? "inbound" : "outbound",
      externalId: `3EB0OLD${String(index).padStart(13, "0")}`,
      chatId: conversation.chatId ?? null,
      author: isInbound ? "customer" : "phone",
      text: `An older message, number ${String(index)}, about bread and cakes.`,
      messageType: "text",
      media: null,
      status: isInbound ? "received" : "sent",
      sentAt: startAt + index,
      idempotencyKey: null,
      outbound: null,
    });
  }
}

/** Ids carry the number of their table, which an empty table shows only once it has a row. */
function tableNumbers(
  runtime: Awaited<ReturnType<typeof openRuntime>>,
): (table: string) => number {
  const known = new Map<string, number>();
  for (const { table, documents } of runtime.exportTables()) {
    for (const document of documents) {
      if (known.has(table) || typeof document._id !== "string") continue;
      const number = decodeId(document._id)?.table;
      if (number !== undefined) known.set(table, number);
    }
  }
  let next = 20_000;
  return (table) => {
    const number = known.get(table) ?? next;
    if (!known.has(table)) next += 1;
    known.set(table, number);
    return number;
  };
}
