import { createHmac } from "node:crypto";
import {
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingHttpHeaders,
} from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";

import type { Clock } from "../shared/clock";
import { requestId } from "./ids";
import type { WebhookConfig } from "./model";
import { USER_AGENT } from "./version";

const DEFAULT_ATTEMPTS = 15;
const DEFAULT_DELAY_SECONDS = 2;
const MAX_REDIRECTS = 5;
const MAX_SOCKETS = 128;

export interface Delivery {
  hook: WebhookConfig;
  body: Buffer;
  /** Creation time of the event; the same on every retry. */
  timestamp: number;
}

export interface DeliveryReport {
  /** Returns how to note the answer's status; 0 when the connection failed. */
  posted(retry: number): (status: number) => void;
  accepted(): void;
  retried(): void;
  lost(): void;
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
}

export interface WebhookSender {
  deliver(delivery: Delivery, report: DeliveryReport): void;
  close(): void;
}

/** Header names and their order as WAHA sends them. The HMAC covers the body only. */
function webhookHeaders(
  delivery: Delivery,
  host: string,
  id: string,
): Record<string, string> {
  const key = delivery.hook.hmac?.key ?? "";
  const custom = (delivery.hook.customHeaders ?? []).map(
    ({ name, value }) => [name, value] as const,
  );
  return {
    Accept: "application/json, text/plain, */*",
    "Content-Type": "application/json",
    "User-Agent": USER_AGENT,
    ...Object.fromEntries(custom),
    "X-Webhook-Request-Id": id,
    "X-Webhook-Timestamp": String(delivery.timestamp),
    ...(key === ""
      ? {}
      : {
          "X-Webhook-Hmac": createHmac("sha512", key)
            .update(delivery.body)
            .digest("hex"),
          "X-Webhook-Hmac-Algorithm": "sha512",
        }),
    "Content-Length": String(delivery.body.length),
    "Accept-Encoding": "gzip, compress, deflate, br",
    Host: host,
  };
}

/** Milliseconds before retry number `retry` (1 is the first). */
export function retryDelayMs(
  retries: WebhookConfig["retries"],
  retry: number,
  random: number,
): number {
  const unitMs = (retries?.delaySeconds ?? DEFAULT_DELAY_SECONDS) * 1000;
  switch (retries?.policy ?? "constant") {
    case "linear":
      return unitMs * retry;
    case "exponential":
      return unitMs * 2 ** retry * (1 + random * 0.2);
    case "constant":
      return unitMs;
  }
}

function retryAfterMs(headers: IncomingHttpHeaders, now: number): number {
  const value = headers["retry-after"];
  if (value === undefined) return 0;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(value);
  return Number.isNaN(at) ? 0 : Math.max(0, at - now);
}

/** Posts webhooks as WAHA's client does: no timeout, redirects followed, every non-2xx retried in memory. */
export function createWebhookSender(clock: Clock): WebhookSender {
  const http = new HttpAgent({ keepAlive: true, maxSockets: MAX_SOCKETS });
  // WAHA ignores TLS certificate errors of the receiver since 2025.12.2.
  const https = new HttpsAgent({ keepAlive: true, rejectUnauthorized: false });
  const pending = new Set<() => void>();
  let closed = false;

  const exchange = (
    url: URL,
    method: string,
    headers: Record<string, string>,
    body: Buffer | null,
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const secure = url.protocol === "https:";
      const send = secure ? httpsRequest : httpRequest;
      const agent = secure ? https : http;
      const request = send(url, { method, headers, agent }, (response) => {
        response.resume();
        response.on("end", () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
          });
        });
        response.on("error", reject);
      });
      request.on("error", reject);
      request.end(body ?? undefined);
    });

  const post = async (delivery: Delivery, id: string): Promise<Answer> => {
    let url = new URL(delivery.hook.url);
    let method = "POST";
    let body: Buffer | null = delivery.body;
    let headers = webhookHeaders(delivery, url.host, id);
    for (let hop = 0; ; hop += 1) {
      const answer = await exchange(url, method, headers, body);
      const { location } = answer.headers;
      const redirected = answer.status >= 300 && answer.status < 400;
      if (!redirected || location === undefined || hop === MAX_REDIRECTS) {
        return answer;
      }
      url = new URL(location, url);
      headers = { ...headers, Host: url.host };
      if (answer.status <= 303) {
        // 301, 302 and 303 become GET without a body, so the event is lost.
        method = "GET";
        body = null;
        delete headers["Content-Length"];
      }
    }
  };

  const attempt = async (
    delivery: Delivery,
    id: string,
    retry: number,
    report: DeliveryReport,
  ): Promise<void> => {
    const answered = report.posted(retry);
    const answer = await post(delivery, id).catch(() => null);
    answered(answer?.status ?? 0);
    if (closed) return;
    if (answer !== null && answer.status >= 200 && answer.status < 300) {
      report.accepted();
      return;
    }
    const { retries } = delivery.hook;
    if (retry >= (retries?.attempts ?? DEFAULT_ATTEMPTS)) {
      report.lost();
      return;
    }
    const delayMs = Math.max(
      retryDelayMs(retries, retry + 1, Math.random()),
      retryAfterMs(answer?.headers ?? {}, clock.now()),
    );
    const cancel = clock.after(delayMs, () => {
      pending.delete(cancel);
      report.retried();
      void attempt(delivery, id, retry + 1, report);
    });
    pending.add(cancel);
  };

  return {
    deliver(delivery, report) {
      if (!closed) void attempt(delivery, requestId(clock.now()), 0, report);
    },
    close() {
      closed = true;
      pending.forEach((cancel) => {
        cancel();
      });
      http.destroy();
      https.destroy();
    },
  };
}
