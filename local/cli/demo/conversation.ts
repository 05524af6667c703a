import { createHmac } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { AdminApi } from "../admin-api";
import type { Instance, Tenant } from "../administration";
import { readAll, readWallet } from "../books-reader";
import { Failure } from "../failure";
import type { Phone, WebhookDelivery } from "../phone";

const entrySchema = z.object({
  sequence: z.number(),
  kind: z.string(),
  credits: z.number(),
  balanceAfter: z.number(),
  reservedAfter: z.number(),
  reason: z.string(),
});

export type DemoEntry = z.infer<typeof entrySchema>;

export type Step = { atMs: number; text: string };

export type DemoResult = {
  ack: number;
  duplicateAck: number;
  reply: string;
  wahaSends: number;
  captures: number;
  availableBefore: number;
  availableAfter: number;
  ackMs: number;
  replyMs: number;
};

export type Demo = {
  result: DemoResult;
  timeline: Step[];
  entries: DemoEntry[];
};

export type Customer = { phone: string; name: string };

const REPLY_WITHIN_MS = 45_000;
const SETTLED_WITHIN_MS = 15_000;
const POLL_MS = 10;
const READ = 3;

async function poll<T>(
  read: () => Promise<T | null>,
  withinMs: number,
  missing: string,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await read();
    if (value !== null) return value;
    if (performance.now() > deadline) throw new Failure(missing);
    await pause(POLL_MS);
  }
}

function findDelivery(
  phone: Phone,
  instance: Instance,
  bareId: string,
): Promise<WebhookDelivery & { status: number; ms: number }> {
  return poll(
    async () => {
      const deliveries = await phone.deliveries(instance.sessionName);
      for (const delivery of deliveries) {
        const { payloadId, url, status, ms } = delivery;
        if (payloadId?.includes(bareId) !== true) continue;
        if (url !== instance.webhookUrl || status === null || ms === null) {
          continue;
        }
        return { ...delivery, status, ms };
      }
      return null;
    },
    REPLY_WITHIN_MS,
    "WAHA's webhook was not answered.",
  );
}

/** Posts the very same bytes again, signed as WAHA signs them. */
async function postAgain(
  instance: Instance,
  delivery: WebhookDelivery,
): Promise<number> {
  const signature = createHmac("sha512", instance.hmacKey)
    .update(delivery.body)
    .digest("hex");
  const response = await fetch(instance.webhookUrl, {
    method: "POST",
    body: delivery.body,
    redirect: "manual",
    headers: {
      "content-type": "application/json",
      "x-webhook-hmac": signature,
      "x-webhook-hmac-algorithm": "sha512",
    },
  });
  await response.body?.cancel();
  return response.status;
}

async function waitForRead(
  phone: Phone,
  session: string,
  chatId: string,
  bareId: string,
): Promise<void> {
  await poll(
    async () => {
      const messages = await phone.chat(session, chatId);
      const ack = messages.find((each) => each.bareId === bareId)?.ack ?? 0;
      return ack >= READ ? true : null;
    },
    SETTLED_WITHIN_MS,
    "The reply was never shown as read.",
  );
}

function waitForSettledHolds(
  api: AdminApi,
  tenantId: string,
  reserved: number,
): Promise<{ balance: number; reserved: number; sequence: number }> {
  return poll(
    async () => {
      const wallet = await readWallet(api, tenantId);
      return wallet.reserved <= reserved ? wallet : null;
    },
    SETTLED_WITHIN_MS,
    "The reply's credit stayed on hold.",
  );
}

/** One question of a customer through the whole path, with everything measured on the way. */
export async function converse(options: {
  api: AdminApi;
  phone: Phone;
  tenant: Tenant;
  instance: Instance;
  customer: Customer;
  question: string;
}): Promise<Demo> {
  const { api, phone, tenant, instance, customer, question } = options;
  const session = instance.sessionName;
  const before = await readWallet(api, tenant.id);
  const startedAt = performance.now();
  const timeline: Step[] = [];
  const note = (text: string, at = performance.now()): number => {
    const atMs = Math.round((at - startedAt) * 10) / 10;
    timeline.push({ atMs, text });
    return atMs;
  };

  note(`${customer.name} writes: ${question}`);
  const said = await phone.say(session, customer, question);
  const { chatId, message } = said;
  const replying = phone
    .waitForReply(session, chatId, message.sequence, REPLY_WITHIN_MS)
    .then((replies) => ({ replies, at: performance.now() }));

  const delivery = await findDelivery(phone, instance, message.bareId);
  const ackMs = Math.round(delivery.ms * 10) / 10;
  note(
    `WAHA's signed webhook is answered ${delivery.status} after ${ackMs} ms`,
  );
  const duplicateAck = await postAgain(instance, delivery);
  note(`The same webhook again is answered ${duplicateAck}`);

  const { replies, at } = await replying;
  const [reply] = replies;
  if (reply === undefined) {
    throw new Failure(
      `No reply reached the phone within ${REPLY_WITHIN_MS / 1000} seconds.`,
    );
  }
  const replyMs = note(`The reply is on the phone: ${reply.text ?? ""}`, at);
  await waitForRead(phone, session, chatId, reply.bareId);
  note("The customer has read it (two blue ticks)");
  const after = await waitForSettledHolds(api, tenant.id, before.reserved);

  const sent = await phone.chat(session, chatId);
  const entries = (
    await readAll(api, "entries", tenant.id, entrySchema)
  ).filter(({ sequence }) => sequence > before.sequence);
  return {
    result: {
      ack: delivery.status,
      duplicateAck,
      reply: reply.text ?? "",
      wahaSends: sent.filter(
        ({ fromMe, sequence }) => fromMe && sequence > message.sequence,
      ).length,
      captures: entries.filter(({ kind }) => kind === "capture").length,
      availableBefore: before.balance - before.reserved,
      availableAfter: after.balance - after.reserved,
      ackMs,
      replyMs,
    },
    timeline,
    entries,
  };
}
