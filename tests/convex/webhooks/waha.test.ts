import { beforeEach, describe, expect, test, vi } from "vitest";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  post,
  sign,
  TEST_ENV,
} from "../../support/product";
import { fakeVendors } from "../../support/vendors";
import { messageEvent } from "../../support/deliveries";

let t: Backend;
let business: Business;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  fakeVendors();
  business = await createBusiness(t);
  return () => vi.useRealTimers();
});

async function countMessages(): Promise<number> {
  return t.run(
    async (ctx) => (await ctx.db.query("messages").collect()).length,
  );
}

type Delivery = {
  body?: string;
  signature?: string | null;
  algorithm?: string | null;
  path?: string;
  headers?: Record<string, string>;
};

async function deliver(delivery: Delivery): Promise<Response> {
  const body = delivery.body ?? JSON.stringify(messageEvent(business));
  const signature =
    delivery.signature === undefined
      ? await sign(body, business.hmacKey)
      : delivery.signature;
  const headers: Record<string, string> = {
    "content-type": "application/json",
    ...delivery.headers,
  };
  if (signature !== null) headers["x-webhook-hmac"] = signature;
  const algorithm =
    delivery.algorithm === undefined ? "sha512" : delivery.algorithm;
  if (algorithm !== null) headers["x-webhook-hmac-algorithm"] = algorithm;
  return t.fetch(delivery.path ?? business.webhookPath, {
    method: "POST",
    body,
    headers,
  });
}

describe("B1 B2 signatures over the raw bytes", () => {
  test("accepts SHA-512, also when the algorithm header is missing", async () => {
    expect((await deliver({})).status).toBe(200);
    expect((await deliver({ algorithm: null })).status).toBe(200);
    expect(await countMessages()).toBe(2);
  });

  test("accepts SHA-256 because the allow-list names it", async () => {
    const body = JSON.stringify(messageEvent(business));
    const signature = await sign(body, business.hmacKey, { hash: "SHA-256" });
    const response = await deliver({ body, signature, algorithm: "sha256" });
    expect(response.status).toBe(200);
  });

  test("accepts a body whose bytes a JSON round trip would change", async () => {
    const body = JSON.stringify(messageEvent(business), null, 2).replace(
      '"ack": 2',
      '"ack": 2.0, "note": "\\u00e9"',
    );
    expect(JSON.stringify(JSON.parse(body))).not.toBe(body);
    expect((await deliver({ body })).status).toBe(200);
    expect(await countMessages()).toBe(1);
  });

  test("refuses a body that was re-serialised after signing", async () => {
    const body = JSON.stringify(messageEvent(business), null, 1);
    const signature = await sign(body, business.hmacKey);
    const response = await deliver({
      body: JSON.stringify(JSON.parse(body)),
      signature,
    });
    expect(response.status).toBe(401);
  });

  const attacks: [string, (signature: string) => Delivery][] = [
    ["no signature", () => ({ signature: null })],
    ["an empty signature", () => ({ signature: "" })],
    ["an upper-case signature", (s) => ({ signature: s.toUpperCase() })],
    ["a signature cut short", (s) => ({ signature: s.slice(0, 126) })],
    ["a signature with more digits", (s) => ({ signature: `${s}00` })],
    ["a prefixed signature", (s) => ({ signature: `sha512=${s}` })],
    ["a flipped digit", (s) => ({ signature: flip(s) })],
    ["an unknown algorithm", () => ({ algorithm: "md5" })],
    ["an empty algorithm", () => ({ algorithm: "" })],
    [
      "another algorithm than it was made with",
      () => ({ algorithm: "sha256" }),
    ],
  ];

  test.each(attacks)("refuses %s and stores nothing", async (_name, attack) => {
    const body = JSON.stringify(messageEvent(business));
    const signature = await sign(body, business.hmacKey);
    const response = await deliver({ body, signature, ...attack(signature) });
    expect(response.status).toBe(401);
    expect(await countMessages()).toBe(0);
  });

  test("refuses one changed byte of the body", async () => {
    const body = JSON.stringify(messageEvent(business));
    const signature = await sign(body, business.hmacKey);
    const changed = body.replace("When", "Then");
    expect((await deliver({ body: changed, signature })).status).toBe(401);
  });

  test("refuses another business's key", async () => {
    const other = await createBusiness(t, { name: "Other" });
    const body = JSON.stringify(messageEvent(business));
    const signature = await sign(body, other.hmacKey);
    expect((await deliver({ body, signature })).status).toBe(401);
  });

  test("refuses the global key on an instance's address", async () => {
    const body = JSON.stringify(messageEvent(business));
    const signature = await sign(body, TEST_ENV.WAHA_WEBHOOK_SECRET);
    expect((await deliver({ body, signature })).status).toBe(401);
  });

  test.each([
    "/webhooks/waha/nobody",
    "/webhooks/waha/nobody.nothing",
    "/webhooks/waha/",
  ])("answers %s as it answers a bad signature", async (path) => {
    const unknown = await deliver({ path });
    const forged = await deliver({ signature: "0".repeat(128) });
    expect(unknown.status).toBe(401);
    expect(await unknown.text()).toBe(await forged.text());
  });

  test("stores nothing at an address with the right instance and another token", async () => {
    const path = business.webhookPath.replace(/\.[a-z0-9]+$/, ".guessed");
    expect((await deliver({ path })).status).toBe(200);
    expect(await countMessages()).toBe(0);
  });
});

function flip(signature: string): string {
  return (signature.startsWith("0") ? "1" : "0") + signature.slice(1);
}

describe("B4 rotation of the master secret", () => {
  test("the previous secret is accepted while it is set and refused after", async () => {
    const body = JSON.stringify(messageEvent(business));
    const oldSignature = await sign(body, business.hmacKey);

    vi.stubEnv("WEBHOOK_MASTER_SECRET", "a-new-master-secret-for-tests");
    vi.stubEnv(
      "WEBHOOK_MASTER_SECRET_PREVIOUS",
      TEST_ENV.WEBHOOK_MASTER_SECRET,
    );
    const during = await deliver({ body, signature: oldSignature });
    expect(during.status).toBe(200);

    vi.stubEnv("WEBHOOK_MASTER_SECRET_PREVIOUS", "");
    const after = await deliver({ body, signature: oldSignature });
    expect(after.status).toBe(401);
  });
});

describe("B3 a missing secret", () => {
  test("answers 503 and never accepts unsigned requests", async () => {
    vi.stubEnv("WAHA_WEBHOOK_SECRET", "");
    const response = await deliver({ path: "/webhooks/waha", signature: null });
    expect(response.status).toBe(503);
    expect(await countMessages()).toBe(0);
    const events = await t.run((ctx) => ctx.db.query("auditEvents").collect());
    expect(events).toContainEqual(
      expect.objectContaining({
        action: "webhook.rejected",
        reason: "misconfigured",
      }),
    );
  });
});

describe("B6 the global address", () => {
  async function deliverGlobally(event: unknown): Promise<Response> {
    const body = JSON.stringify(event);
    const signature = await sign(body, TEST_ENV.WAHA_WEBHOOK_SECRET);
    return deliver({ path: "/webhooks/waha", body, signature });
  }

  test("finds the instance by its session", async () => {
    const response = await deliverGlobally(messageEvent(business));
    expect(response.status).toBe(200);
    expect(await countMessages()).toBe(1);
  });

  test("ignores an unknown session with 200 and only counts it", async () => {
    const response = await deliverGlobally(
      messageEvent({ sessionName: "somebody_else" }),
    );
    expect(response.status).toBe(200);
    expect(await countMessages()).toBe(0);
    const counted = await t.run((ctx) =>
      ctx.db.query("webhookRejections").collect(),
    );
    expect(counted).toMatchObject([{ reason: "unknown_session", count: 1 }]);
  });
});

test("an instance's key cannot write into another session", async () => {
  const other = await createBusiness(t, { name: "Other" });
  const response = await post(t, business, messageEvent(other));
  expect(response.status).toBe(200);
  expect(await countMessages()).toBe(0);
});

describe("B7 bodies that are no event", () => {
  test("refuses more than 1 MiB with 413", async () => {
    const body = JSON.stringify({ pad: "x".repeat(1024 * 1024) });
    expect((await deliver({ body })).status).toBe(413);
  });

  test.each([
    ["text", "hello"],
    ["nothing", ""],
    ["half an object", '{"event":'],
  ])("answers %s with 400", async (_name, body) => {
    expect((await deliver({ body })).status).toBe(400);
  });

  test.each([
    ["null", "null"],
    ["a number", "1"],
    ["an array", "[]"],
    ["no session", '{"event":"message"}'],
    ["no payload", '{"event":"message","session":"s"}'],
    ["deep nesting", `${"[".repeat(5_000)}${"]".repeat(5_000)}`],
  ])(
    "keeps authentic but unusable JSON (%s) as a dead letter",
    async (_n, body) => {
      expect((await deliver({ body })).status).toBe(200);
      const letters = await t.run((ctx) =>
        ctx.db.query("deadLetters").collect(),
      );
      expect(letters).toHaveLength(1);
      expect(letters[0]?.instanceId).toBe(business.instanceId);
    },
  );

  test("counts a flood of forgeries in one row", async () => {
    for (let i = 0; i < 5; i += 1) await deliver({ signature: null });
    const counted = await t.run((ctx) =>
      ctx.db.query("webhookRejections").collect(),
    );
    expect(counted).toMatchObject([{ reason: "missing_signature", count: 5 }]);
  });
});
