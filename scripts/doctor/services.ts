import { createDailyCounter } from "../../lib/clients/upstash";
import { errorCode } from "../../lib/error-code";
import { member } from "../../lib/json";
import {
  addressOn,
  asking,
  line,
  type Line,
  type Place,
  request,
} from "./check";

/** What the services behind the app answer somebody without a key. */
export async function serviceLines(place: Place): Promise<Line[]> {
  return Promise.all([
    convexLine(place, "a public function refuses strangers", {
      kind: "query",
      path: "credits/ledger:balance",
    }),
    convexLine(place, "an operator's function refuses strangers", {
      kind: "query",
      path: "operators/sending:state",
    }),
    internalLine(place),
    webhookLine(place, "a webhook without a signature is refused", {}),
    webhookLine(place, "a webhook with a wrong signature is refused", {
      "x-webhook-hmac": "0".repeat(128),
      "x-webhook-hmac-algorithm": "sha512",
    }),
    keyLine(place, "a report of refusals without a signature is refused", {
      variable: "NEXT_PUBLIC_CONVEX_SITE_URL",
      path: "reports/web",
      init: { method: "POST", body: "{}" },
    }),
    keyLine(place, "the gateway refuses calls without its key", {
      variable: "WAHA_BASE_URL",
      path: "api/sessions",
      init: {},
    }),
    keyLine(place, "Redis refuses a wrong token", {
      variable: "UPSTASH_REDIS_REST_URL",
      path: "",
      init: {
        method: "POST",
        headers: { authorization: "Bearer wrong" },
        body: '["PING"]',
      },
    }),
    reportsLine(place),
  ]);
}

async function callConvex(
  place: Place,
  kind: string,
  path: string,
): Promise<unknown> {
  const url = addressOn(place, "NEXT_PUBLIC_CONVEX_URL", `api/${kind}`);
  const answer = await request(place, url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ path, args: {}, format: "json" }),
  });
  return answer.json();
}

function convexLine(
  place: Place,
  title: string,
  { kind, path }: { kind: string; path: string },
): Promise<Line> {
  return asking(title, async () => {
    const answer = await callConvex(place, kind, path);
    const code = errorCode({ data: member(answer, "errorData") });
    return line(title, code === "UNAUTHENTICATED", code ?? "let in");
  });
}

function internalLine(place: Place): Promise<Line> {
  const title = "an internal function cannot be called";
  return asking(title, async () => {
    const path = "operators/sending:grant";
    const answer = await callConvex(place, "mutation", path);
    return line(title, member(answer, "status") === "error");
  });
}

function webhookLine(
  place: Place,
  title: string,
  headers: Record<string, string>,
): Promise<Line> {
  return asking(title, async () => {
    const url = addressOn(
      place,
      "NEXT_PUBLIC_CONVEX_SITE_URL",
      "webhooks/waha",
    );
    const { status } = await request(place, url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: "{}",
    });
    return line(title, status === 401, String(status));
  });
}

function keyLine(
  place: Place,
  title: string,
  call: { variable: string; path: string; init: RequestInit },
): Promise<Line> {
  return asking(title, async () => {
    const url = addressOn(place, call.variable, call.path);
    const { status } = await request(place, url, call.init);
    return line(title, status === 401 || status === 403, String(status));
  });
}

async function reportsLine({ env }: Place): Promise<Line> {
  const name = "page policy violations are counted";
  const counter = createDailyCounter({
    url: env["UPSTASH_REDIS_REST_URL"] ?? "",
    token: env["UPSTASH_REDIS_REST_TOKEN"] ?? "",
    name: "csp",
    keepDays: 31,
  });
  const today = await counter.read(new Date().toISOString().slice(0, 10));
  return today === null
    ? line(name, false, "Redis does not answer")
    : line(name, true, `${String(today)} today`);
}
