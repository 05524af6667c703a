import { parseJson } from "../json";
import type { Answer, CheckoutFailure, PaymentReader } from "../payments/event";
import { parsePolarOrders, parsePolarRefunds } from "../payments/polar-event";
import { requireSafeBaseUrl } from "./base-url";
import { exchange, type Fetch } from "./http";

/** Polar's largest page, and what a hundred of its orders may weigh. */
const PAGE = 100;
const MAX_BYTES = 4 * 1024 * 1024;

interface Api {
  baseUrl: string;
  accessToken: string;
  fetch: Fetch;
  timeoutMs: number;
}

/**
 * Asks Polar what was paid and refunded. Reads the fields that the webhooks are
 * read for and no others, so that no name or address enters. Never throws for
 * what the service does, never retries. Throws a plain Error on an empty token
 * or an unsafe address. `timeoutMs` covers one call. Needs the scopes
 * `orders:read` and `refunds:read`.
 */
export function createPolarReader(options: Api): PaymentReader {
  if (options.accessToken.trim().length === 0) {
    throw new Error("The Polar access token is empty.");
  }
  const baseUrl = requireSafeBaseUrl(options.baseUrl, {
    allowPrivateHttp: false,
  });
  const api = { ...options, baseUrl };
  return {
    async ordersOf(checkoutId) {
      const query = { checkout_id: checkoutId };
      const found = await list(api, "orders", query, parsePolarOrders);
      return found.ok ? { ok: true, ...found.value } : found;
    },
    async refunds(orderId, page) {
      const query = {
        ...(orderId === null ? {} : { order_id: orderId }),
        sorting: "-created_at",
        page: String(page),
      };
      const found = await list(api, "refunds", query, parsePolarRefunds);
      if (!found.ok) return found;
      const { refunds, pages } = found.value;
      return { ok: true, refunds, isLast: page >= pages };
    },
  };
}

/** One page of a list, by the fields that `parse` reads. */
async function list<T>(
  api: Api,
  path: string,
  query: Record<string, string>,
  parse: (body: unknown) => T | null,
): Promise<Answer<{ value: T }>> {
  const params = new URLSearchParams({ ...query, limit: String(PAGE) });
  const answer = await exchange(
    {
      method: "GET",
      url: `${api.baseUrl}/v1/${path}/?${params.toString()}`,
      headers: {
        accept: "application/json",
        authorization: `Bearer ${api.accessToken}`,
      },
    },
    { fetch: api.fetch, timeoutMs: api.timeoutMs, maxBytes: MAX_BYTES },
  );
  if (answer.kind === "unreachable") return failed("unavailable");
  if (answer.kind === "lost") return failed("timeout");
  if (answer.status !== 200) return failed(failureOf(answer.status));
  const value = parse(parseJson(answer.text ?? ""));
  return value === null ? failed("malformed") : { ok: true, value };
}

function failed(reason: CheckoutFailure): {
  ok: false;
  reason: CheckoutFailure;
} {
  return { ok: false, reason };
}

function failureOf(status: number): CheckoutFailure {
  if (status === 429) return "rate_limited";
  if (status >= 500) return "unavailable";
  if (status === 401 || status === 403) return "unauthorized";
  return status >= 400 ? "rejected" : "malformed";
}
