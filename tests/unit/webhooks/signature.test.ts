import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  parseSignatureAlgorithms,
  signBody,
  verifySignature,
  type SignatureAlgorithm,
} from "../../../lib/webhooks/signature";
import { signWithNode } from "../../support/sign";
import { bodyText } from "../../support/waha-envelope";
import { textMessage } from "../../support/waha-events";

const SECRET = "secret-for-signature-tests";
const BOTH: SignatureAlgorithm[] = ["sha512", "sha256"];

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

async function verify(
  body: string | Uint8Array,
  signature: string | null,
  overrides: {
    algorithm?: string | null;
    secrets?: string[];
    allowed?: SignatureAlgorithm[];
  } = {},
) {
  return verifySignature({
    body: typeof body === "string" ? bytes(body) : body,
    signature,
    algorithm: overrides.algorithm ?? null,
    secrets: overrides.secrets ?? [SECRET],
    allowed: overrides.allowed ?? BOTH,
  });
}

// The vector WAHA publishes in its documentation of HMAC authentication.
const DOCUMENTED = {
  key: "my-secret-key",
  body: '{"event":"message","session":"default","engine":"WEBJS"}',
  signature:
    "208f8a55dde9e05519e898b10b89bf0d0b3b0fdf11fdbf09b6b90476301b98d8097c462b2b17a6ce93b6b47a136cf2e78a33a63f6752c2c1631777076153fa89",
};

describe("a genuine signature", () => {
  test("WAHA's documented vector is accepted", async () => {
    const { body, signature, key } = DOCUMENTED;
    expect(
      await verify(body, signature, { algorithm: "sha512", secrets: [key] }),
    ).toEqual({ ok: true, algorithm: "sha512", secretIndex: 0 });
  });

  test.each(BOTH)(
    "a %s signature by another library is accepted",
    async (a) => {
      const body = bodyText(textMessage({ text: 'Olá 🙏\u2028\n"q"' }));
      const signature = signWithNode(body, SECRET, a);
      const result = await verify(body, signature, { algorithm: a });
      expect(result).toEqual({ ok: true, algorithm: a, secretIndex: 0 });
    },
  );

  test("no algorithm header means SHA-512", async () => {
    const result = await verify("{}", signWithNode("{}", SECRET, "sha512"));
    expect(result).toMatchObject({ ok: true, algorithm: "sha512" });
  });

  test("the algorithm's name may be in upper case", async () => {
    const signature = signWithNode("{}", SECRET, "sha512");
    const result = await verify("{}", signature, { algorithm: "SHA512" });
    expect(result.ok).toBe(true);
  });

  test("both secrets of a rotation work, and the used one is named", async () => {
    const secrets = ["the-new-one", "the-old-one"];
    for (const [index, secret] of secrets.entries()) {
      const signature = signWithNode("{}", secret);
      expect(await verify("{}", signature, { secrets })).toMatchObject({
        ok: true,
        secretIndex: index,
      });
    }
    expect(
      await verify("{}", signWithNode("{}", "retired"), { secrets }),
    ).toEqual({ ok: false, reason: "mismatch" });
  });

  test("a view into a larger buffer is verified over its own bytes only", async () => {
    const whole = bytes('xx{"a":1}yy');
    const view = whole.subarray(2, whole.length - 2);
    const signature = signWithNode('{"a":1}', SECRET);
    expect((await verify(view, signature)).ok).toBe(true);
  });

  test("our own signer agrees with another library", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.string({ minLength: 1 }),
        fc.constantFrom(...BOTH),
        async (body, secret, algorithm) => {
          expect(await signBody(body, secret, algorithm)).toBe(
            signWithNode(body, secret, algorithm),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a forged signature", () => {
  test.each([
    [null, "missing_signature"],
    ["", "missing_signature"],
    ["zz".repeat(64), "malformed_signature"],
    ["ab".repeat(63), "malformed_signature"],
    ["ab".repeat(65), "malformed_signature"],
    [signWithNode("{}", SECRET).toUpperCase(), "malformed_signature"],
    [` ${signWithNode("{}", SECRET).slice(1)}`, "malformed_signature"],
    [`sha512=${signWithNode("{}", SECRET)}`, "malformed_signature"],
    [signWithNode("{}", SECRET, "sha256"), "malformed_signature"],
    ["0".repeat(128), "mismatch"],
  ])("%j is refused as %s", async (signature, reason) => {
    expect(await verify("{}", signature)).toEqual({ ok: false, reason });
  });

  test.each(["md5", "sha1", "none", "", "sha-512", "constructor", "__proto__"])(
    "the algorithm %j is unknown",
    async (algorithm) => {
      const signature = signWithNode("{}", SECRET);
      expect(await verify("{}", signature, { algorithm })).toEqual({
        ok: false,
        reason: "unknown_algorithm",
      });
    },
  );

  test("an algorithm off the allow-list is refused, however right the MAC", async () => {
    const signature = signWithNode("{}", SECRET, "sha256");
    expect(
      await verify("{}", signature, {
        algorithm: "sha256",
        allowed: ["sha512"],
      }),
    ).toEqual({ ok: false, reason: "unknown_algorithm" });
  });

  test("a missing header never falls back to an allowed SHA-256", async () => {
    const signature = signWithNode("{}", SECRET, "sha512");
    expect(await verify("{}", signature, { allowed: ["sha256"] })).toEqual({
      ok: false,
      reason: "unknown_algorithm",
    });
  });

  test("any flipped bit of the body is noticed", async () => {
    const body = bytes(bodyText(textMessage()));
    const signature = signWithNode(body, SECRET);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: body.length * 8 - 1 }), async (bit) => {
        const forged = Uint8Array.from(body, (byte, index) =>
          index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte,
        );
        expect(await verify(forged, signature)).toEqual({
          ok: false,
          reason: "mismatch",
        });
      }),
      { numRuns: 80 },
    );
  });

  test("any changed digit of the signature is noticed", async () => {
    const signature = signWithNode("{}", SECRET);
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 127 }),
        fc.integer({ min: 1, max: 15 }),
        async (index, shift) => {
          const digit = Number.parseInt(signature.charAt(index), 16);
          const other = ((digit + shift) % 16).toString(16);
          const forged =
            signature.slice(0, index) + other + signature.slice(index + 1);
          expect((await verify("{}", forged)).ok).toBe(false);
        },
      ),
      { numRuns: 80 },
    );
  });

  // JSON.stringify(JSON.parse(body)) differs from each of these bodies.
  test.each([
    '{ "event" : "message" }',
    '{"amount":1.0}',
    '{"text":"\\u00e9"}',
    '{"a":1,"a":2}',
    '{"n":12345678901234567890}',
    '\uFEFF{"a":1}',
    '{"a":1}\n',
  ])(
    "the signature covers the bytes of %j, not their meaning",
    async (body) => {
      const signature = signWithNode(body, SECRET);
      expect((await verify(body, signature)).ok).toBe(true);
      const meaning = JSON.stringify(JSON.parse(body.replace("\uFEFF", "")));
      expect(meaning).not.toBe(body);
      expect((await verify(meaning, signature)).ok).toBe(false);
      expect((await verify(body, signWithNode(meaning, SECRET))).ok).toBe(
        false,
      );
    },
  );
});

describe("a misconfiguration", () => {
  test("an empty secret throws instead of signing for everybody", async () => {
    const signature = signWithNode("{}", "");
    await expect(verify("{}", signature, { secrets: [""] })).rejects.toThrow(
      "empty",
    );
    await expect(
      verify("{}", signature, { secrets: [SECRET, ""] }),
    ).rejects.toThrow("empty");
    await expect(signBody(bytes("{}"), "", "sha512")).rejects.toThrow("empty");
  });

  test("no secret at all throws", async () => {
    await expect(verify("{}", "ab", { secrets: [] })).rejects.toThrow();
  });

  test("the allow-list defaults to both and takes either", () => {
    expect(parseSignatureAlgorithms(undefined)).toEqual(BOTH);
    expect(parseSignatureAlgorithms(" , ")).toEqual(BOTH);
    expect(parseSignatureAlgorithms("SHA512")).toEqual(["sha512"]);
    expect(() => parseSignatureAlgorithms("x")).toThrow("algorithm: x");
    expect(parseSignatureAlgorithms("sha256, sha256")).toEqual(["sha256"]);
  });

  test("an unknown name in the allow-list throws", () => {
    expect(() => parseSignatureAlgorithms("sha512,md5")).toThrow("md5");
  });
});

test("more secrets than the key cache holds still verify", async () => {
  for (let index = 0; index < 600; index += 1) {
    const secret = `secret-${index}`;
    const signature = signWithNode("{}", secret, "sha256");
    const result = await verify("{}", signature, {
      algorithm: "sha256",
      secrets: [secret],
    });
    expect(result.ok).toBe(true);
  }
});
