import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { verifyPolarWebhook } from "../../../lib/clients/polar-webhook";

// Made with Python's hmac, sha256 and base64 over `${id}.${timestamp}.${body}`.
const AT = 1_760_000_000;
const VECTORS = [
  {
    secret: "polar_whs_0123456789abcdef",
    id: "evt_2Zk",
    body: '{"type":"order.paid","data":{"name":"Zoë ☕"}}',
    signature: "v1,4N/8NS93mFDpqRa9hZYpHNG0LoMrd+BBuS4X15nb3yU=",
  },
  {
    secret: "geheim-schlüssel-ü-0001",
    id: "9b2f1b1e-7a52-4c0e-9a51-0d6f2f1c0500",
    body: "{}",
    signature: "v1,HxJ7pi9IwHCcnyqVBXMomap8YGOGjbxGgFwQyyuMcZU=",
  },
] as const;
const [FIRST] = VECTORS;

type Delivery = {
  id?: string | null;
  timestamp?: string | null;
  signature?: string | null;
  body?: string | Uint8Array;
  secrets?: string[];
};

function verify(delivery: Delivery = {}) {
  const given: Record<string, string | null> = {
    "webhook-id": delivery.id === undefined ? FIRST.id : delivery.id,
    "webhook-timestamp":
      delivery.timestamp === undefined ? String(AT) : delivery.timestamp,
    "webhook-signature":
      delivery.signature === undefined ? FIRST.signature : delivery.signature,
  };
  const body = delivery.body ?? FIRST.body;
  return verifyPolarWebhook(
    typeof body === "string" ? new TextEncoder().encode(body) : body,
    { get: (name) => given[name] ?? null },
    delivery.secrets ?? [FIRST.secret],
  );
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(AT * 1_000);
});

afterEach(() => {
  vi.useRealTimers();
});

describe("a delivery with a good signature", () => {
  test.each(VECTORS)("by $secret", ({ secret, id, body, signature }) => {
    expect(verify({ secrets: [secret], id, body, signature })).toEqual({
      ok: true,
      eventId: id,
      text: body,
    });
  });

  test("among others, and by any of the secrets", () => {
    const signature = `v1,AAAA v2,${FIRST.signature.slice(3)} ${FIRST.signature}`;
    expect(verify({ signature })).toMatchObject({ ok: true });
    expect(
      verify({ secrets: ["the-next-secret-1", FIRST.secret] }),
    ).toMatchObject({ ok: true });
  });

  test.each([
    [-300, true],
    [-301, false],
    [300, true],
    [301, false],
  ])("%d seconds off our clock: %s", (seconds, ok) => {
    vi.setSystemTime((AT - seconds) * 1_000);
    expect(verify().ok).toBe(ok);
  });
});

describe("a delivery that is refused", () => {
  const bytes = (...values: number[]) => Uint8Array.from(values);
  const whole = new TextEncoder().encode(FIRST.body);

  test.each<[string, Delivery, string]>([
    ["without an id", { id: null }, "missing_signature"],
    ["without a timestamp", { timestamp: null }, "missing_signature"],
    ["without a signature", { signature: null }, "missing_signature"],
    ["with an empty signature", { signature: "" }, "mismatch"],
    ["with an id of another", { id: "evt_2Zl" }, "mismatch"],
    ["with an id that moves the dot", { id: "evt.2Zk" }, "malformed"],
    ["with an empty id", { id: "" }, "malformed"],
    ["with an endless id", { id: "x".repeat(201) }, "malformed"],
    ["with another timestamp", { timestamp: String(AT + 1) }, "mismatch"],
    ["with letters after the timestamp", { timestamp: `${AT}x` }, "malformed"],
    ["with a negative timestamp", { timestamp: `-${AT}` }, "malformed"],
    ["with milliseconds", { timestamp: `${AT}000` }, "malformed"],
    [
      "of another body",
      { body: FIRST.body.replace("paid", "sold") },
      "mismatch",
    ],
    ["with a space more", { body: `${FIRST.body} ` }, "mismatch"],
    ["of nothing", { body: "" }, "malformed"],
    ["of bytes that are no text", { body: bytes(0xff, 0xfe) }, "malformed"],
    [
      "behind a byte order mark",
      { body: Uint8Array.from([0xef, 0xbb, 0xbf, ...whole]) },
      "mismatch",
    ],
    [
      "by another secret",
      { secrets: ["polar_whs_0123456789abcdeF"] },
      "mismatch",
    ],
    [
      "with a later version",
      { signature: FIRST.signature.replace("v1", "v2") },
      "mismatch",
    ],
    ["without a version", { signature: FIRST.signature.slice(3) }, "mismatch"],
    [
      "with a cut signature",
      { signature: FIRST.signature.slice(0, -4) },
      "mismatch",
    ],
    ["with half a part", { signature: "v1" }, "mismatch"],
    [
      "with endless signatures",
      { signature: "v1,AAAA ".repeat(300) },
      "malformed",
    ],
  ])("%s", (_case, delivery, reason) => {
    expect(verify(delivery)).toEqual({ ok: false, reason });
  });

  test("no secret and an empty secret are our own mistake", () => {
    expect(() => verify({ secrets: [] })).toThrow("No webhook secret");
    expect(() => verify({ secrets: [""] })).toThrow();
  });
});
