import { verifyBooks } from "../../lib/credits/books";
import {
  parseBooksExport,
  type BooksExport,
} from "../../lib/credits/books-export";
import type { Instance, Tenant } from "../../local/cli/administration";
import { readBooks, readWallet } from "../../local/cli/books-reader";
import type { PhoneMessage } from "../../local/cli/phone";
import type { LocalCloud } from "./local-cloud";
import { signedHeaders } from "./sign";
import { until } from "./until";
import { newBareId, type WahaBody } from "./waha-envelope";
import { textMessage } from "./waha-events";

const UNSETTLED = new Set(["queued", "sending", "unknown"]);
const REPLY_WITHIN_MS = 20_000;

export const READ = 3;

export function instanceOf(tenant: Tenant): Instance {
  const [instance] = tenant.instances;
  if (instance === undefined) throw new Error("The tenant has no number.");
  return instance;
}

let people = 0;

/** Digits of a customer nobody used before. */
export function newCustomer(): string {
  people += 1;
  return `2772${String(5_550_000 + people)}`;
}

/** A customer's webhook body, with a message id that never occurred before. */
export function customerBody(
  tenant: Tenant,
  text: string,
  options: { phone?: string; bareId?: string; eventId?: string } = {},
): WahaBody {
  const { sessionName, id } = instanceOf(tenant);
  return textMessage({
    event: "message.any",
    session: sessionName,
    instanceId: id,
    at: Date.now(),
    text,
    phone: options.phone ?? newCustomer(),
    bareId: options.bareId ?? newBareId(),
    ...(options.eventId === undefined ? {} : { eventId: options.eventId }),
  });
}

export type Post = { url: string; body: string; secret: string };

/** Posts a webhook, correctly signed unless other headers are given; returns the status. */
export async function postWebhook(
  { url, body, secret }: Post,
  headers: Record<string, string> = signedHeaders(body, secret),
): Promise<number> {
  const response = await fetch(url, {
    method: "POST",
    body,
    headers,
    redirect: "manual",
  });
  await response.body?.cancel();
  return response.status;
}

/** Posts a customer's message to the number's own address. */
export function postToInstance(
  tenant: Tenant,
  body: WahaBody,
): Promise<number> {
  const { webhookUrl, hmacKey } = instanceOf(tenant);
  return postWebhook({
    url: webhookUrl,
    body: JSON.stringify(body),
    secret: hmacKey,
  });
}

export type Asked = { chatId: string; message: PhoneMessage };

/** A customer writes on the simulated phone. */
export function write(
  cloud: LocalCloud,
  tenant: Tenant,
  text: string,
  phone: string = newCustomer(),
): Promise<Asked> {
  const { sessionName } = instanceOf(tenant);
  return cloud.phone.say(sessionName, { phone, name: "Thandi" }, text);
}

/** The first message of the business after what the customer wrote. */
export async function replyTo(
  cloud: LocalCloud,
  tenant: Tenant,
  { chatId, message }: Asked,
): Promise<PhoneMessage> {
  const { sessionName } = instanceOf(tenant);
  const [reply] = await cloud.phone.waitForReply(
    sessionName,
    chatId,
    message.sequence,
    REPLY_WITHIN_MS,
  );
  if (reply === undefined) throw new Error("No reply came.");
  return reply;
}

/** What the business sent into a chat, oldest first. */
export async function sentInto(
  cloud: LocalCloud,
  tenant: Tenant,
  chatId: string,
): Promise<PhoneMessage[]> {
  const { sessionName } = instanceOf(tenant);
  const messages = await cloud.phone.chat(sessionName, chatId);
  return messages.filter(({ fromMe }) => fromMe);
}

export async function booksOf(
  cloud: LocalCloud,
  tenant: Tenant,
): Promise<BooksExport> {
  return parseBooksExport(await readBooks(cloud.api, tenant.id));
}

/** The books once nothing is held, queued or unknown any more. */
export function settledBooks(
  cloud: LocalCloud,
  tenant: Tenant,
  withinMs?: number,
): Promise<BooksExport> {
  return until(
    "a settled state of the books",
    () => booksOf(cloud, tenant),
    ({ wallet, messages }) =>
      wallet.reserved === 0 &&
      messages.every(({ status }) => !UNSETTLED.has(status)),
    withinMs,
  );
}

export function kindsOf(books: BooksExport): string[] {
  return books.entries.map(({ kind }) => kind);
}

export function countOf(books: BooksExport, kind: string): number {
  return kindsOf(books).filter((each) => each === kind).length;
}

/** Every problem the verifier finds, in words. */
export async function problemsIn(books: BooksExport): Promise<string[]> {
  const { problems } = await verifyBooks(books);
  return problems.map(({ check, detail }) => `${check}: ${detail}`);
}

export async function availableOf(
  cloud: LocalCloud,
  tenant: Tenant,
): Promise<number> {
  const { balance, reserved } = await readWallet(cloud.api, tenant.id);
  return balance - reserved;
}

/** Sends the session's gateway took, and attempts it saw. */
export async function countersOf(
  cloud: LocalCloud,
  tenant: Tenant,
): Promise<{ sends: number; sendAttempts: number; typing: number }> {
  const { sessionName } = instanceOf(tenant);
  const all = (await cloud.waha.get(
    `counters?session=${sessionName}`,
  )) as Record<string, { sends: number; sendAttempts: number; typing: number }>;
  const counters = all[sessionName];
  if (counters === undefined) throw new Error("The session has no counters.");
  return counters;
}
