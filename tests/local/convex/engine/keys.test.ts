import {
  type Value,
  compareValues,
  convexToJson,
  getConvexSize,
} from "convex/values";
import fc from "fast-check";
import { expect, test } from "vitest";
import { afterPrefix, encodeKey } from "../../../../local/convex/keys/encode";
import { decodeId, encodeId } from "../../../../local/convex/keys/id";
import { IntervalTree } from "../../../../local/convex/keys/interval-tree";
import { firstRowFrom } from "../../../../local/convex/keys/position";
import { sizeOf } from "../../../../local/convex/values/size";

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 6 }),
  fc.string({ unit: fc.constantFrom("a", "\u0000", "ÿ", "😀"), maxLength: 4 }),
);
const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.constantFrom(0n, -1n, 1n, 2n ** 63n - 1n, -(2n ** 63n)),
  fc.double(),
  fc.constantFrom(0, -0, 1, -1, Infinity, -Infinity, NaN, 5e-324),
  text,
  fc.uint8Array({ maxLength: 4 }).map((bytes) => new Uint8Array(bytes).buffer),
);
const value = fc.letrec<{ any: Value }>((tie) => ({
  any: fc.oneof(
    { depthSize: "small", maxDepth: 3 },
    scalar,
    fc.array(tie("any"), { maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[a-c_A-C]{1,2}$/), tie("any"), {
      maxKeys: 3,
    }),
  ),
})).any;
const maybe = fc.oneof(value, fc.constant(undefined));

function keyOf(...values: (Value | undefined)[]): Buffer {
  return encodeKey(
    values.map((item) => (item === undefined ? item : convexToJson(item))),
  );
}

function compareTuples(
  a: readonly (Value | undefined)[],
  b: readonly (Value | undefined)[],
): number {
  for (let i = 0; i < a.length; i += 1) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) return order;
  }
  return 0;
}

test("the byte order of keys is the order of Convex values", () => {
  fc.assert(
    fc.property(maybe, maybe, (a, b) => {
      const expected = Math.sign(compareValues(a, b));
      expect(Buffer.compare(keyOf(a), keyOf(b))).toBe(expected);
    }),
    { numRuns: 5_000 },
  );
});

test("the byte order of compound keys is the order of their tuples", () => {
  const pair = fc.tuple(maybe, maybe);
  fc.assert(
    fc.property(pair, pair, (a, b) => {
      const expected = Math.sign(compareTuples(a, b));
      expect(Buffer.compare(keyOf(...a), keyOf(...b))).toBe(expected);
    }),
    { numRuns: 3_000 },
  );
});

test("zero bytes and shared prefixes keep the order of compound keys", () => {
  const letters = fc.array(fc.constantFrom("a", "\u0000", "\u0001"), {
    maxLength: 3,
  });
  const close = fc.oneof(
    letters.map((parts) => parts.join("")),
    letters.map((parts) => new TextEncoder().encode(parts.join("")).buffer),
    letters,
    letters.map((parts) => ({ a: parts.join("") })),
  );
  const pair = fc.tuple(close, fc.constantFrom<Value>("", null, "a"));
  fc.assert(
    fc.property(pair, pair, (a, b) => {
      const expected = Math.sign(compareTuples(a, b));
      expect(Buffer.compare(keyOf(...a), keyOf(...b))).toBe(expected);
    }),
    { numRuns: 3_000 },
  );
});

test("a prefix and its successor enclose exactly the keys that start with it", () => {
  fc.assert(
    fc.property(maybe, maybe, maybe, (prefix, other, rest) => {
      const low = keyOf(prefix);
      const key = keyOf(other, rest);
      const inside =
        Buffer.compare(key, low) >= 0 &&
        Buffer.compare(key, afterPrefix(low)) < 0;
      expect(inside).toBe(compareValues(prefix, other) === 0);
    }),
    { numRuns: 3_000 },
  );
});

test("sizes are those that convex/values computes", () => {
  fc.assert(
    fc.property(value, (item) => {
      expect(sizeOf(convexToJson(item))).toBe(getConvexSize(item));
    }),
  );
});

test("ids keep their table and creation time and sort by them", () => {
  const part = fc.tuple(
    fc.integer({ min: 0, max: 32_767 }),
    fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  );
  fc.assert(
    fc.property(part, part, ([tableA, timeA], [tableB, timeB]) => {
      const a = encodeId(tableA, timeA);
      const b = encodeId(tableB, timeB);
      expect(a).toMatch(/^[0-9a-z]{32}$/);
      expect(decodeId(a)).toEqual({ table: tableA, createdUs: timeA });
      if (tableA === tableB && timeA === timeB) return;
      const before = tableA - tableB || timeA - timeB;
      expect(a < b).toBe(before < 0);
    }),
  );
});

test("a changed character makes an id invalid", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 31 }),
      fc.constantFrom(..."0123456789abcdefghjkmnpqrstvwxyz"),
      (at, letter) => {
        const id = encodeId(7, 1_700_000_000_000_000);
        fc.pre(id.charAt(at) !== letter);
        expect(
          decodeId(id.slice(0, at) + letter + id.slice(at + 1)),
        ).toBeNull();
      },
    ),
  );
});

test("creation times and row numbers convert without loss", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4e15 }), (n) => {
      expect(firstRowFrom(n / 1000, true)).toBe(n);
      expect(firstRowFrom(n / 1000, false)).toBe(n + 1);
    }),
  );
});

test("the interval tree finds what a scan over all intervals finds", () => {
  const byte = fc.integer({ min: 0, max: 12 });
  const step = fc.oneof(
    fc.record({ op: fc.constant("add" as const), low: byte, length: byte }),
    fc.record({ op: fc.constant("remove" as const), at: fc.nat(40) }),
    fc.record({ op: fc.constant("visit" as const), point: byte }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const tree = new IntervalTree<number>();
      const all: { low: number; high: number; serial: number }[] = [];
      for (const item of steps) {
        if (item.op === "add") {
          const { low } = item;
          const high = low + item.length;
          const value = all.length + 1000;
          const serial = tree.add(
            Buffer.from([low]),
            Buffer.from([high]),
            value,
          );
          all.push({ low, high, serial });
          expect(serial).toBeGreaterThan(0);
        } else if (item.op === "remove") {
          const [gone] = all.splice(item.at, 1);
          if (gone !== undefined) {
            tree.remove(Buffer.from([gone.low]), gone.serial);
          }
        } else {
          let found = 0;
          tree.visit(Buffer.from([item.point]), () => (found += 1));
          const expected = all.filter(
            ({ low, high }) => low <= item.point && item.point < high,
          );
          expect(found).toBe(expected.length);
        }
      }
      expect(tree.isEmpty).toBe(all.length === 0);
    }),
  );
});
