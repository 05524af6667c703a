import { gzipSync } from "node:zlib";
import { errorCode } from "../../lib/error-code";
import { member } from "../../lib/json";
import { type PublicFunction } from "../security/surface";
import { strangeBody } from "./bodies";
import { createRandom, type Random } from "./random";
import { type FuzzResult, repeat } from "./repeat";

const LEAK = /\bat [\w.<>]+ \(|node_modules|\.ts:\d|ECONN|SQLITE|stack/i;
const BIG = new Uint8Array(16 * 1_024 * 1_024);

/** A running installation: its HTTP actions and its functions. */
export interface LiveTarget {
  siteUrl: string;
  convexUrl: string;
  functions: readonly PublicFunction[];
}

/** Webhook requests that are wrong in every way HTTP allows: never a 5xx, never a detail. */
export async function fuzzWebhook(
  { siteUrl }: LiveTarget,
  rounds: number,
  seed: number,
): Promise<FuzzResult> {
  return repeat(rounds, seed, async (each) => {
    const random = createRandom(each);
    const method = random.pick(["POST", "POST", "POST", "PUT", "GET"]);
    const path = random.pick([
      "",
      "/",
      "/x.y",
      "/..%2f",
      `/${"a".repeat(500)}`,
    ]);
    const body = each % 5_000 === 0 ? BIG : strangeBody(each);
    const zipped = random.below(5) === 0;
    const answer = await fetch(`${siteUrl}/webhooks/waha${path}`, {
      method,
      redirect: "manual",
      headers: strangeHeaders(random, zipped),
      ...(method === "GET"
        ? {}
        : { body: Buffer.from(zipped ? gzipSync(body) : body) }),
    });
    const text = await answer.text();
    if (answer.status >= 500)
      throw new Error(`status ${String(answer.status)}`);
    if (LEAK.test(text)) throw new Error(`leak: ${text.slice(0, 80)}`);
    return String(answer.status);
  });
}

function strangeHeaders(random: Random, zipped: boolean): Headers {
  const headers = new Headers({
    "content-type": random.pick([
      "application/json",
      "text/plain",
      "multipart/form-data; boundary=x",
      "application/x-www-form-urlencoded",
      "application/json; charset=utf-16",
      "image/svg+xml",
    ]),
  });
  if (zipped) headers.set("content-encoding", "gzip");
  if (random.below(2) === 0) {
    headers.append("x-webhook-hmac", "0".repeat(random.below(300)));
    headers.append("x-webhook-hmac", "1");
  }
  if (random.below(2) === 0) {
    headers.set(
      "x-webhook-hmac-algorithm",
      random.pick(["sha512", "md5", "\u00ff"]),
    );
  }
  return headers;
}

const WRONG: readonly [unknown, ...unknown[]] = [
  null,
  0,
  -1,
  1e308,
  "",
  "x".repeat(10_000),
  [],
  {},
  [{}],
  true,
  { $integer: "AAAA" },
  { $bytes: "%%%" },
  "k".repeat(32),
];

/** Every public function with arguments of the wrong type, by a stranger: refused, never broken. */
export async function fuzzFunctions(
  { convexUrl, functions }: LiveTarget,
  rounds: number,
  seed: number,
): Promise<FuzzResult> {
  const [first, ...rest] = functions;
  if (first === undefined) throw new Error("There are no functions.");
  return repeat(rounds, seed, async (each) => {
    const random = createRandom(each);
    const { path, kind } = random.pick([first, ...rest]);
    const args = Object.fromEntries(
      [
        "tenantId",
        "conversationId",
        "id",
        "text",
        "paginationOpts",
        "__proto__",
      ]
        .filter(() => random.below(2) === 0)
        .map((name) => [name, random.pick(WRONG)]),
    );
    const answer = await fetch(`${convexUrl}/api/${kind}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        path,
        args: random.below(8) === 0 ? random.pick(WRONG) : args,
        format: "json",
      }),
    });
    const text = await answer.text();
    const isServerFault = answer.status >= 500 && answer.status !== 560;
    if (isServerFault) throw new Error(`${path}: ${String(answer.status)}`);
    if (/"status":"success"/.test(text)) throw new Error(`${path} let it in`);
    const json: unknown = text.startsWith("{") ? JSON.parse(text) : null;
    const code = errorCode({ data: member(json, "errorData") });
    return code ?? "refused by its validator";
  });
}
