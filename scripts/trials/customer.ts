import { createHmac } from "node:crypto";
import type { Tenant } from "../../local/cli/administration";

export type Delivery = { url: string; body: string; signature: string };

export type CustomerMessage = {
  phone: string;
  bareId: string;
  text: string;
  /** When it was written, epoch ms. */
  at: number;
};

let people = 0;
let messages = 0;
let events = 0;

/** Digits of a customer nobody used before. */
export function newCustomer(): string {
  people += 1;
  return `2772${String(5_000_000 + people)}`;
}

/** A message id that never occurred before. */
export function newMessageId(): string {
  messages += 1;
  return `3EB0${messages.toString(16).toUpperCase().padStart(18, "0")}`;
}

/** One delivery of a customer's message, signed as the gateway does; each has an event id of its own. */
export function deliveryOf(
  tenant: Tenant,
  message: CustomerMessage,
  form: "message" | "message.any" = "message.any",
): Delivery {
  const [instance] = tenant.instances;
  if (instance === undefined) throw new Error("The tenant has no number.");
  events += 1;
  const chatId = `${message.phone}@c.us`;
  const body = JSON.stringify({
    id: `evt_${events.toString(36).padStart(26, "0")}`,
    timestamp: message.at,
    event: form,
    session: instance.sessionName,
    metadata: { "instance.id": instance.id },
    me: { id: "27105550100@c.us", pushName: tenant.name },
    payload: {
      id: `false_${chatId}_${message.bareId}`,
      timestamp: Math.floor(message.at / 1_000),
      from: chatId,
      fromMe: false,
      source: "app",
      body: message.text,
      hasMedia: false,
      media: null,
      ack: 2,
      ackName: "DEVICE",
      replyTo: null,
      _data: { pushName: "Thandi" },
    },
    engine: "NOWEB",
    environment: { version: "2026.7.1", engine: "NOWEB", tier: "CORE" },
  });
  const signature = signatureOf(body, instance.hmacKey);
  return { url: instance.webhookUrl, body, signature };
}

export function signatureOf(body: string, key: string): string {
  return createHmac("sha512", key).update(body).digest("hex");
}

/** Posts it once; 0 when no answer came. */
export async function post(delivery: Delivery): Promise<number> {
  try {
    const response = await fetch(delivery.url, {
      method: "POST",
      body: delivery.body,
      redirect: "manual",
      headers: {
        "Content-Type": "application/json",
        "User-Agent": "WAHA/2026.7.1",
        "X-Webhook-Hmac": delivery.signature,
        "X-Webhook-Hmac-Algorithm": "sha512",
      },
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    // The gateway sees no more than a broken connection either.
    return 0;
  }
}
