import { describe, expect, test } from "vitest";
import {
  type ActiveAlert,
  decide,
  readingsOf,
  RULE_NAMES,
  RULES,
  type Signal,
} from "../../../lib/audit/alert-rules";

const NOW = 1_800_000_000_000;

const signal = (rest: Partial<Signal> = {}): Signal => ({
  rule: "bad_signatures",
  subject: "channel",
  at: NOW,
  weight: 1,
  ...rest,
});

const many = (count: number, rest: Partial<Signal> = {}) =>
  Array.from({ length: count }, () => signal(rest));

describe("I3 what the rules count", () => {
  test.each(RULE_NAMES)("%s calls at its threshold, not before", (rule) => {
    const { threshold } = RULES[rule];
    const at = (weight: number) => readingsOf([signal({ rule, weight })], NOW);
    expect(at(threshold)).toEqual([
      { rule, subject: "channel", count: threshold },
    ]);
    expect(at(threshold - 1)).toEqual([]);
  });

  test("only what happened in the window before now", () => {
    const { windowMs } = RULES.bad_signatures;
    const early = many(10, { at: NOW - windowMs });
    expect(readingsOf(early, NOW)).toEqual([]);
    expect(readingsOf(many(10, { at: NOW - windowMs + 1 }), NOW)).toHaveLength(
      1,
    );
    expect(readingsOf(many(10, { at: NOW + 1 }), NOW)).toEqual([]);
  });

  test("each thing for itself", () => {
    const signals = [
      ...many(9, { subject: "one" }),
      ...many(9, { subject: "two" }),
      ...many(9, { rule: "denials", subject: "one" }),
    ];
    expect(readingsOf(signals, NOW)).toEqual([]);
    expect(readingsOf([...signals, signal({ subject: "two" })], NOW)).toEqual([
      { rule: "bad_signatures", subject: "two", count: 10 },
    ]);
  });

  test("a value that counts once, once", () => {
    const of = (distinct: string) =>
      signal({ rule: "session_addresses", distinct });
    expect(readingsOf(many(9).concat(many(0)), NOW)).toEqual([]);
    expect(readingsOf(["a", "a", "b", "c", "c", "a"].map(of), NOW)).toEqual([]);
    expect(readingsOf(["a", "b", "c", "d"].map(of), NOW)).toMatchObject([
      { count: 4 },
    ]);
  });
});

describe("I3 one alert for one crossing", () => {
  const reading = { rule: "denials", subject: "user:a", count: 12 } as const;
  const alert = (rest: Partial<ActiveAlert> = {}): ActiveAlert => ({
    id: "alert",
    rule: "denials",
    subject: "user:a",
    count: 12,
    ...rest,
  });

  test("raises what does not go on yet", () => {
    expect(decide([], [reading])).toEqual({
      raise: [reading],
      grow: [],
      clear: [],
    });
    const other = alert({ subject: "user:b" });
    expect(decide([other], [reading]).raise).toEqual([reading]);
  });

  test("grows what goes on, and only upwards", () => {
    expect(decide([alert()], [{ ...reading, count: 13 }])).toEqual({
      raise: [],
      grow: [{ id: "alert", count: 13 }],
      clear: [],
    });
    expect(decide([alert()], [{ ...reading, count: 11 }])).toEqual({
      raise: [],
      grow: [],
      clear: [],
    });
  });

  test("clears what is over", () => {
    expect(decide([alert()], [])).toEqual({
      raise: [],
      grow: [],
      clear: ["alert"],
    });
  });
});
