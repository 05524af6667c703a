import type { ConvexHttpClient } from "convex/browser";
import { expect } from "vitest";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import type { Tenant } from "../../local/cli/administration";
import type { LocalCloud } from "./local-cloud";
import {
  countersOf,
  customerBody,
  instanceOf,
  postToInstance,
  postWebhook,
  sentInto,
  settledBooks,
} from "./main-job";
import { PHONES, WORDS } from "./redaction-words";
import { signedHeaders } from "./sign";
import { until } from "./until";
import { mediaMessage } from "./waha-events";

/** The product with marked words everywhere, and somebody who may do everything in the business. */
export interface Stage {
  cloud: LocalCloud;
  tenant: Tenant;
  /** A client whose token is good now. */
  owner(): Promise<ConvexHttpClient>;
}

const FIRST_PAGE = { numItems: 50, cursor: null };
const WITHIN_MS = 45_000;

function digitsOf(phone: string): string {
  return phone.replaceAll(/\D/g, "");
}

function chatOf(phone: string): string {
  return `${digitsOf(phone)}@c.us`;
}

function say(
  { cloud, tenant }: Stage,
  phone: string,
  text: string,
): Promise<unknown> {
  const from = { phone, name: WORDS.customer };
  return cloud.phone.say(instanceOf(tenant).sessionName, from, text);
}

function sentTo(stage: Stage, phone: string, word: string): Promise<unknown> {
  return until(
    `${word} on the phone`,
    () => sentInto(stage.cloud, stage.tenant, chatOf(phone)),
    (messages) => messages.some(({ text }) => text?.includes(word) === true),
    WITHIN_MS,
  );
}

/** The conversation with a customer. */
async function conversationWith(stage: Stage, phone: string) {
  const found = await until(
    `the conversation with ${phone}`,
    async () => {
      const client = await stage.owner();
      const { page } = await client.query(api.conversations.inbox.list, {
        paginationOpts: FIRST_PAGE,
      });
      return page.find(
        ({ contactPhone }) => digitsOf(contactPhone ?? "") === digitsOf(phone),
      );
    },
    (conversation) => conversation !== undefined,
    WITHIN_MS,
  );
  if (found === undefined) throw new Error("There is no conversation.");
  return found;
}

/** Teaches the assistant, and lets a customer be answered. */
export async function driveAnswer(stage: Stage) {
  const client = await stage.owner();
  await client.mutation(api.assistant.profile.set, {
    description: `A shop with a yard. ${WORDS.profile}`,
  });
  await client.mutation(api.assistant.knowledge.add, {
    title: "Parking",
    content: `Customers park behind the ${WORDS.knowledge} gate.`,
  });
  await stage.cloud.gemini.post("faults", {
    kind: "answer",
    match: WORDS.question,
    text: `You can park behind the ${WORDS.answer} gate.`,
  });
  await say(stage, PHONES.customer, `Where can I park? ${WORDS.question}`);
  await sentTo(stage, PHONES.customer, WORDS.answer);
  return conversationWith(stage, PHONES.customer);
}

/** Deliveries that repeat, that nobody signed, and that cannot be read. */
export async function driveWebhooks({ tenant }: Stage): Promise<void> {
  const { webhookUrl: url, hmacKey: secret } = instanceOf(tenant);
  const phone = digitsOf(PHONES.customer);
  const body = customerBody(tenant, `Thank you! ${WORDS.question}`, { phone });
  expect(await postToInstance(tenant, body)).toBe(200);
  expect(await postToInstance(tenant, body)).toBe(200);

  const forged = JSON.stringify(
    customerBody(tenant, WORDS.forged, { phone: digitsOf(PHONES.stopped) }),
  );
  const wrong = signedHeaders(forged, "somebody else's key");
  expect(await postWebhook({ url, body: forged, secret }, wrong)).toBe(401);

  const notJson = `{"phone":"${phone}","text":"${WORDS.notJson}`;
  expect(await postWebhook({ url, body: notJson, secret })).toBe(400);
  const unreadable = {
    ...body,
    payload: { from: chatOf(phone), text: WORDS.unreadable },
  };
  const letter = JSON.stringify(unreadable);
  expect(await postWebhook({ url, body: letter, secret })).toBe(200);
}

/** A document with a caption; its message's id. */
export async function driveMedia(
  stage: Stage,
  conversationId: Id<"conversations">,
): Promise<Id<"messages">> {
  const { sessionName, id } = instanceOf(stage.tenant);
  const body = mediaMessage("document", {
    session: sessionName,
    instanceId: id,
    at: Date.now(),
    phone: digitsOf(PHONES.customer),
    text: `Look at this. ${WORDS.caption}`,
    filename: `${WORDS.fileName}.pdf`,
  });
  expect(await postToInstance(stage.tenant, body)).toBe(200);
  const found = await until(
    "the document in the thread",
    async () => {
      const client = await stage.owner();
      const { page } = await client.query(api.conversations.thread.list, {
        conversationId,
        paginationOpts: FIRST_PAGE,
      });
      return page.find((message) =>
        JSON.stringify(message).includes(WORDS.fileName),
      );
    },
    (message) => message !== undefined,
    WITHIN_MS,
  );
  if (found === undefined) throw new Error("There is no document.");
  return found.id;
}

/** What people do by hand: takeover, reply, note, canned reply, search. */
export async function driveDesk(
  stage: Stage,
  conversationId: Id<"conversations">,
): Promise<void> {
  const client = await stage.owner();
  await client.mutation(api.conversations.handoff.take, { conversationId });
  await client.mutation(api.messages.outbound.write, {
    conversationId,
    text: `This is Mia. ${WORDS.manualReply}`,
    idempotencyKey: "redaction-1",
  });
  await sentTo(stage, PHONES.customer, WORDS.manualReply);
  await client.mutation(api.conversations.notes.add, {
    conversationId,
    text: `Knows the owner. ${WORDS.note}`,
  });
  await client.mutation(api.conversations.cannedReplies.create, {
    shortcut: "park",
    title: WORDS.canned,
    body: `Park behind the gate. ${WORDS.canned}`,
  });
  await client.query(api.conversations.search.find, { text: WORDS.search });
  await client.query(api.contacts.directory.list, {
    search: `${WORDS.search} ${PHONES.customer}`,
    paginationOpts: FIRST_PAGE,
  });
}

/** A file of contacts of which one row is bad, and a contact that is erased. */
export async function driveContacts(stage: Stage): Promise<void> {
  const client = await stage.owner();
  const importId = await client.mutation(api.contacts.imports.start, {
    fileName: `${WORDS.importedName}.csv`,
    total: 2,
  });
  const row = { stage: "", tags: "", note: WORDS.importedNote, consent: "" };
  await client.mutation(api.contacts.imports.add, {
    importId,
    from: 0,
    rows: [
      { ...row, line: 2, phone: PHONES.imported, name: WORDS.importedName },
      { ...row, line: 3, phone: WORDS.importedBadPhone, name: "" },
    ],
  });
  await until(
    "the end of the import",
    async () => (await stage.owner()).query(api.contacts.imports.list, {}),
    (imports) =>
      imports.some(({ id, status }) => id === importId && status === "done"),
    WITHIN_MS,
  );
  const refused = await (
    await stage.owner()
  ).query(api.contacts.imports.errors, { importId });
  expect(refused.map(({ value }) => value)).toContain(WORDS.importedBadPhone);

  const again = await stage.owner();
  const contactId = await again.mutation(api.contacts.profile.create, {
    name: WORDS.erased,
    phone: PHONES.erased,
  });
  await again.mutation(api.erasure.contacts.erase, { contactId });
  await until(
    "the erasure",
    async () => (await stage.owner()).query(api.erasure.contacts.list, {}),
    // The last look, for what was under way, comes minutes later.
    (all) => all.some(({ phase }) => phase === "sweep" || phase === "done"),
    WITHIN_MS,
  );
}

/** A model and a gateway that fail, and a customer who wants no more. */
export async function driveFaults(stage: Stage): Promise<void> {
  const { cloud, tenant } = stage;
  const { sessionName } = instanceOf(tenant);
  await cloud.gemini.post("faults", {
    kind: "server_error",
    match: WORDS.modelFault,
    times: null,
  });
  await say(stage, PHONES.faulty, `When do you open? ${WORDS.modelFault}`);
  await until(
    "a person is called",
    () => conversationWith(stage, PHONES.faulty),
    ({ handoff }) => handoff !== null,
    WITHIN_MS,
  );
  await say(stage, PHONES.stopped, "When are you open?");
  await sentTo(stage, PHONES.stopped, "");
  const before = (await countersOf(cloud, tenant)).sendAttempts;
  await cloud.waha.post("faults/sends", {
    session: sessionName,
    kind: "error_before_accept",
    times: 3,
  });
  await say(stage, PHONES.stopped, `And on Monday? ${WORDS.gatewayFault}`);
  await until(
    "a send that the gateway refused",
    () => countersOf(cloud, tenant),
    ({ sendAttempts }) => sendAttempts > before,
    WITHIN_MS,
  );
  await say(stage, PHONES.stopped, "STOP");
  const { contactId } = await conversationWith(stage, PHONES.stopped);
  await until(
    "the opt-out",
    async () =>
      (await stage.owner()).query(api.contacts.profile.get, { contactId }),
    (profile) => JSON.stringify(profile).includes("opted_out"),
    WITHIN_MS,
  );
  await settledBooks(cloud, tenant, WITHIN_MS);
}

/** Calls that Convex cannot accept, with words in their arguments. */
export async function driveConvexErrors(
  stage: Stage,
  conversationId: Id<"conversations">,
): Promise<void> {
  const client = await stage.owner();
  const wrong = [
    client.mutation(api.conversations.notes.add, {
      conversationId: WORDS.wrongArgument as Id<"conversations">,
      text: `${WORDS.wrongArgument} ${PHONES.customer}`,
    }),
    client.mutation(api.conversations.notes.add, {
      conversationId,
      text: "a note",
      extra: `${WORDS.wrongArgument} ${PHONES.customer}`,
    } as never),
    client.mutation(api.conversations.notes.add, {
      conversationId,
      text: `${WORDS.wrongArgument} `.repeat(2_000),
    }),
  ];
  const outcomes = await Promise.allSettled(wrong);
  expect(outcomes.map(({ status }) => status)).toEqual(
    wrong.map(() => "rejected"),
  );
}
