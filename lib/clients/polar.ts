import { PolarCore } from "@polar-sh/sdk/core.js";
import { checkoutsCreate } from "@polar-sh/sdk/funcs/checkoutsCreate.js";
import { HTTPClient } from "@polar-sh/sdk/lib/http.js";
import type { Checkout } from "@polar-sh/sdk/models/components/checkout.js";
import { PresentmentCurrency } from "@polar-sh/sdk/models/components/presentmentcurrency.js";
import { ConnectionError } from "@polar-sh/sdk/models/errors/httpclienterrors.js";
import { PolarError } from "@polar-sh/sdk/models/errors/polarerror.js";
import type {
  CheckoutFailure,
  CheckoutOutcome,
  CheckoutRequest,
  PaymentProvider,
} from "../payments/event";
import { requireSafeBaseUrl } from "./base-url";
import type { Fetch } from "./http";

/**
 * Polar's hosted checkout. Sends the product, its price and our reference: nothing
 * about a person. Never throws for what the service does, never retries, never
 * follows a redirect; a checkout that would charge another amount, currency or
 * product is a failure. Throws a plain Error on an empty token or an unsafe
 * address. `timeoutMs` covers the whole call.
 */
export function createPolarClient(options: {
  baseUrl: string;
  accessToken: string;
  fetch: Fetch;
  timeoutMs: number;
}): PaymentProvider {
  if (options.accessToken.trim().length === 0) {
    throw new Error("The Polar access token is empty.");
  }
  const serverURL = requireSafeBaseUrl(options.baseUrl, {
    allowPrivateHttp: false,
  });
  return {
    createCheckout: (request) =>
      withDeadline(options.timeoutMs, async (signal) => {
        const client = new PolarCore({
          serverURL,
          accessToken: () => Promise.resolve(options.accessToken),
          httpClient: new HTTPClient({
            fetcher: (input, init) => sendWith(options.fetch, input, init),
          }),
        });
        return ask(client, request, signal);
      }),
  };
}

async function ask(
  client: PolarCore,
  request: CheckoutRequest,
  signal: AbortSignal,
): Promise<CheckoutOutcome> {
  const currency = Object.values(PresentmentCurrency).find(
    (known) => known === request.currency,
  );
  if (currency === undefined) return failed("rejected");
  const answer = await checkoutsCreate(
    client,
    {
      products: [request.productId],
      currency,
      metadata: { reference: request.reference },
      allowDiscountCodes: false,
      allowTrial: false,
      successUrl: request.successUrl,
      returnUrl: request.returnUrl,
    },
    { signal, redirect: "manual" },
  );
  if (!answer.ok) return failureOf(answer.error);
  return agreed(request, answer.value);
}

function agreed(request: CheckoutRequest, checkout: Checkout): CheckoutOutcome {
  const isAsked =
    checkout.amount === request.amount &&
    checkout.discountAmount === 0 &&
    checkout.currency.toLowerCase() === request.currency &&
    checkout.productId === request.productId;
  if (!isAsked) return failed("price_differs");
  // The buyer's browser is sent there.
  if (!isPageAddress(checkout.url)) return failed("malformed");
  return {
    ok: true,
    checkoutId: checkout.id,
    url: checkout.url,
    expiresAt: checkout.expiresAt.getTime(),
  };
}

function isPageAddress(text: string): boolean {
  try {
    requireSafeBaseUrl(new URL(text).origin, { allowPrivateHttp: false });
    return true;
  } catch {
    return false;
  }
}

const RETRYABLE: ReadonlySet<CheckoutFailure> = new Set([
  "timeout",
  "unavailable",
  "rate_limited",
]);

function failed(reason: CheckoutFailure): CheckoutOutcome {
  return { ok: false, retryable: RETRYABLE.has(reason), reason };
}

function failureOf(error: unknown): CheckoutOutcome {
  if (error instanceof ConnectionError) return failed("unavailable");
  if (!(error instanceof PolarError)) return failed("malformed");
  const { statusCode } = error;
  if (statusCode === 429) return failed("rate_limited");
  if (statusCode >= 500) return failed("unavailable");
  if (statusCode === 401 || statusCode === 403) return failed("unauthorized");
  return failed(statusCode >= 400 ? "rejected" : "malformed");
}

// Convex's fetch ignores the signal, so the deadline is a race as well.
async function withDeadline(
  timeoutMs: number,
  call: (signal: AbortSignal) => Promise<CheckoutOutcome>,
): Promise<CheckoutOutcome> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<CheckoutOutcome>((resolve) => {
    timer = setTimeout(() => {
      resolve(failed("timeout"));
      controller.abort();
    }, timeoutMs);
  });
  try {
    return await Promise.race([call(controller.signal), deadline]);
  } finally {
    clearTimeout(timer);
  }
}

async function sendWith(
  fetch: Fetch,
  input: RequestInfo | URL,
  init?: RequestInit,
): Promise<Response> {
  const request = new Request(input, init);
  return fetch(request.url, {
    method: request.method,
    headers: request.headers,
    body: await request.text(),
    signal: request.signal,
    redirect: "manual",
  });
}
