import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  canonicalEntry,
  genesisHash,
  hashEntry,
  type UnhashedEntry,
} from "../../../lib/credits/chain";

const text = fc.string({ unit: "binary", maxLength: 12 });
const optional = fc.option(text, { nil: null });
const integer = fc.integer();

const entry: fc.Arbitrary<UnhashedEntry> = fc.record({
  sequence: integer,
  kind: fc.constantFrom("grant", "reserve", "capture", "release", "refund"),
  credits: integer,
  postings: fc.array(
    fc.record({
      account: fc.constantFrom("issued", "available", "reserved", "spent"),
      credits: integer,
    }),
    { maxLength: 3 },
  ),
  balanceAfter: integer,
  reservedAfter: integer,
  actor: text,
  reason: text,
  reference: optional,
  idempotencyKey: text,
  reservationId: optional,
  createdAt: integer,
  previousHash: text,
});

test("equal entries have equal forms, different ones different forms", () => {
  fc.assert(
    fc.property(entry, entry, text, text, (a, b, tenantA, tenantB) => {
      const same =
        tenantA === tenantB && JSON.stringify(a) === JSON.stringify(b);
      expect(canonicalEntry(tenantA, a) === canonicalEntry(tenantB, b)).toBe(
        same,
      );
      expect(canonicalEntry(tenantA, structuredClone(a))).toBe(
        canonicalEntry(tenantA, a),
      );
    }),
    { numRuns: 300 },
  );
});

test("text moved from one field to the next changes the form", () => {
  fc.assert(
    fc.property(entry, text, (base, moved) => {
      const one = { ...base, actor: `${base.actor}${moved}` };
      const two = { ...base, reason: `${moved}${base.reason}` };
      fc.pre(one.actor !== base.actor);
      expect(canonicalEntry("t", one)).not.toBe(canonicalEntry("t", two));
    }),
  );
});

test("a change of any one field changes the form", () => {
  fc.assert(
    fc.property(entry, (base) => {
      const form = canonicalEntry("t", base);
      for (const [name, value] of Object.entries(base)) {
        const other =
          typeof value === "number"
            ? value + 1
            : name === "postings"
              ? [...base.postings, { account: "spent", credits: 1 }]
              : `${JSON.stringify(value)}x`;
        const changed = { ...base, [name]: other };
        expect(canonicalEntry("t", changed), name).not.toBe(form);
      }
    }),
  );
});

test("the order of an object's keys does not matter", () => {
  fc.assert(
    fc.property(entry, (base) => {
      const reversed = Object.fromEntries(
        Object.entries(base).reverse(),
      ) as unknown as UnhashedEntry;
      expect(canonicalEntry("t", reversed)).toBe(canonicalEntry("t", base));
    }),
  );
});

test("a null reference is not the text null, nor an empty one", () => {
  fc.assert(
    fc.property(entry, (base) => {
      const forms = [null, "null", ""].map((reference) =>
        canonicalEntry("t", { ...base, reference }),
      );
      expect(new Set(forms).size).toBe(3);
    }),
  );
});

test("the hash is SHA-256 of the form, as another library has it", async () => {
  await fc.assert(
    fc.asyncProperty(entry, async (base) => {
      const form = canonicalEntry("tenant", base);
      expect(await hashEntry("tenant", base)).toBe(
        createHash("sha256").update(form, "utf8").digest("hex"),
      );
    }),
    { numRuns: 40 },
  );
});

test("a number that JSON would turn into null is refused", async () => {
  const [base] = fc.sample(entry, 1);
  if (base === undefined) throw new Error("No sample.");
  await expect(
    hashEntry("t", { ...base, credits: Number.NaN }),
  ).rejects.toThrow();
  await expect(
    hashEntry("t", { ...base, createdAt: Number.POSITIVE_INFINITY }),
  ).rejects.toThrow();
});

test("every tenant's chain starts elsewhere", () => {
  expect(genesisHash("a")).not.toBe(genesisHash("b"));
});
