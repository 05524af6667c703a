import fc from "fast-check";
import { expect, test } from "vitest";
import { member, parseJson } from "../../lib/json";

test("a member is found along its path", () => {
  expect(member({ a: { b: [10, 20] } }, "a", "b", "1")).toBe(20);
  expect(member({ a: 1 })).toEqual({ a: 1 });
});

test("what is inherited, computed or not there is undefined", () => {
  expect(member({}, "toString")).toBeUndefined();
  expect(member({}, "__proto__")).toBeUndefined();
  expect(member(Object.create({ a: 1 }), "a")).toBeUndefined();
  expect(member(null, "a")).toBeUndefined();
  expect(member("text", "length")).toBeUndefined();
  expect(member({ a: null }, "a", "b")).toBeUndefined();
  const computed = {
    get a(): number {
      throw new Error("run");
    },
  };
  expect(member(computed, "a")).toBeUndefined();
});

test("text that is no JSON is undefined, never an exception", () => {
  expect(parseJson("null")).toBeNull();
  expect(parseJson("{")).toBeUndefined();
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(parseJson(JSON.stringify(value))).toEqual(
        JSON.parse(JSON.stringify(value)),
      );
    }),
  );
});
