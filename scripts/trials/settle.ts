import { setTimeout as pause } from "node:timers/promises";
import { parseBooksExport, verifyBooks } from "../../lib/credits/books";
import { readBooks, readWallet } from "../../local/cli/books-reader";
import { Failure } from "../../local/cli/failure";
import type { TrialCloud } from "./cloud";

const POLL_MS = 200;

/** Waits until no credit of any tenant is held; false when that never comes. */
export async function waitUntilSettled(
  cloud: TrialCloud,
  withinMs: number,
): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const wallets = await Promise.all(
      cloud.tenants.map(({ id }) => readWallet(cloud.api, id)),
    );
    if (wallets.every(({ reserved }) => reserved === 0)) return true;
    if (performance.now() > deadline) return false;
    await pause(POLL_MS);
  }
}

/** What `books verify` finds in all tenants' books, in words. */
export async function bookProblems(cloud: TrialCloud): Promise<string[]> {
  const problems: string[] = [];
  for (const { id, name } of cloud.tenants) {
    const books = parseBooksExport(await readBooks(cloud.api, id));
    const report = await verifyBooks(books);
    for (const { check, detail } of report.problems) {
      problems.push(`${name}: ${check}: ${detail}`);
    }
  }
  return problems;
}

/** Asks a stand-in's control API. */
export async function control(
  url: string,
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(`${url}/control/${path}`, {
    method,
    ...(body === undefined
      ? {}
      : {
          body: JSON.stringify(body),
          headers: { "content-type": "application/json" },
        }),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Failure(`${method} ${path} was answered ${response.status}.`);
  }
  return text === "" ? null : (JSON.parse(text) as unknown);
}

/** Message ids the gateway sent into each of these chats. */
export async function readSent(
  cloud: TrialCloud,
  asked: readonly { phone: string; session: string }[],
): Promise<Map<string, string[]>> {
  const sent = new Map<string, string[]>();
  for (const { phone, session } of asked) {
    const chatId = `${phone}@c.us`;
    if (sent.has(chatId)) continue;
    const messages = await cloud.phone.chat(session, chatId);
    const ids = messages.filter(({ fromMe }) => fromMe);
    sent.set(
      chatId,
      ids.map(({ bareId }) => bareId),
    );
  }
  return sent;
}
