import { readBody } from "../../lib/webhooks/body";
import { signBody, verifySignature } from "../../lib/webhooks/signature";
import { parseWahaEvent } from "../../lib/whatsapp/event";
import { parseJson } from "../../lib/json";
import { strangeBody } from "./bodies";
import { createRandom, type Random } from "./random";
import { type FuzzResult, repeat } from "./repeat";

const SECRET = "a-secret-of-the-fuzzer";
const MAX_BODY_BYTES = 1_024 * 1_024;
const KINDS: ReadonlySet<string> = new Set([
  "message",
  "ack",
  "session_status",
  "presence",
  "ignored",
  "unreadable",
]);

/** Bodies through reading, decoding and parsing: every one has one of the known outcomes. */
export async function fuzzBodies(
  rounds: number,
  seed: number,
): Promise<FuzzResult> {
  return repeat(rounds, seed, async (each) => {
    const bytes = strangeBody(each);
    const request = new Request("http://fuzz/", {
      method: "POST",
      body: Buffer.from(bytes),
    });
    const body = await readBody(request, MAX_BODY_BYTES);
    if (body === "too_large") return "too_large";
    const json = parseJson(new TextDecoder().decode(body));
    if (json === undefined) return "not_json";
    const { kind } = parseWahaEvent(json);
    if (!KINDS.has(kind)) throw new Error(`unknown outcome ${kind}`);
    if ("isAdmin" in {}) throw new Error("a prototype was changed");
    return kind;
  });
}

/** Signatures with anything changed: none but the true one is accepted. */
export async function fuzzSignatures(
  rounds: number,
  seed: number,
): Promise<FuzzResult> {
  return repeat(rounds, seed, async (each) => {
    const random = createRandom(each);
    const body = strangeBody(each + 1);
    const used = random.pick(["sha512", "sha256"] as const);
    const genuine = await signBody(body, SECRET, used);
    const forged = forge(random, genuine);
    const verdict = await verifySignature({
      body,
      signature: forged.signature,
      algorithm: forged.algorithm ?? used,
      secrets: [SECRET],
      allowed: ["sha512", "sha256"],
    });
    const isGenuine =
      forged.signature === genuine &&
      (forged.algorithm ?? used).trim().toLowerCase() === used;
    if (verdict.ok !== isGenuine) throw new Error("wrong verdict");
    return verdict.ok ? "accepted" : verdict.reason;
  });
}

function forge(
  random: Random,
  genuine: string,
): { signature: string; algorithm?: string } {
  const at = random.below(genuine.length);
  switch (random.below(8)) {
    case 0:
      return { signature: genuine };
    case 1:
      return { signature: genuine.toUpperCase() };
    case 2:
      return { signature: genuine.slice(0, at) };
    case 3:
      return { signature: `${genuine}${genuine}` };
    case 4:
      return {
        signature: genuine,
        algorithm: random.pick(["md5", "none", "sha1", "", "sha256,sha512"]),
      };
    case 5:
      return {
        signature: genuine.replace(/./, "\u0130"),
      };
    default: {
      const digit = "0123456789abcdefg\u0000"[random.below(18)] ?? "g";
      return {
        signature: genuine.slice(0, at) + digit + genuine.slice(at + 1),
      };
    }
  }
}
