import { createHmac } from "node:crypto";

import type { Clock } from "../shared/clock";
import type { Delivery } from "./model";

/** Polar tries ten times, each pause twice the one before. */
export const ATTEMPTS = 10;
const FIRST_PAUSE_MS = 2_000;
const TIMEOUT_MS = 10_000;

export interface Endpoint {
  url: string;
  secret: string;
}

export interface Sender {
  deliver(delivery: Delivery): void;
  close(): void;
}

/** The headers of Standard Webhooks over the exact body; the key is the secret's text. */
export function signedHeaders(
  delivery: Pick<Delivery, "id" | "body">,
  secret: string,
  now: number,
): Record<string, string> {
  const timestamp = String(Math.floor(now / 1_000));
  const signature = createHmac("sha256", Buffer.from(secret, "utf8"))
    .update(`${delivery.id}.${timestamp}.${delivery.body}`)
    .digest("base64");
  return {
    "content-type": "application/json",
    "user-agent": "polar.sh webhooks",
    "webhook-id": delivery.id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  };
}

/** Posts webhooks until one is answered 2xx, at most ten times. */
export function createSender(options: {
  clock: Clock;
  endpoint: Endpoint;
  /** A delivery's attempts or status changed. */
  changed: () => void;
}): Sender {
  const { clock, endpoint, changed } = options;
  const pending = new Set<() => void>();
  let closed = false;

  const post = async (delivery: Delivery): Promise<number> => {
    try {
      const answer = await fetch(endpoint.url, {
        method: "POST",
        body: delivery.body,
        headers: signedHeaders(delivery, endpoint.secret, clock.now()),
        redirect: "manual",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return 0;
    }
  };

  const attempt = async (delivery: Delivery, tries: number): Promise<void> => {
    delivery.attempts += 1;
    delivery.status = null;
    const status = await post(delivery);
    delivery.status = status;
    changed();
    if (closed || (status >= 200 && status < 300) || tries >= ATTEMPTS) return;
    const pauseMs = FIRST_PAUSE_MS * 2 ** (tries - 1);
    const cancel = clock.after(pauseMs, () => {
      pending.delete(cancel);
      void attempt(delivery, tries + 1);
    });
    pending.add(cancel);
  };

  return {
    deliver(delivery) {
      if (!closed) void attempt(delivery, 1);
    },
    close() {
      closed = true;
      for (const cancel of pending) cancel();
    },
  };
}
