import { describe, expect, test } from "vitest";
import {
  chainOf,
  genesisHash,
  hashEvent,
  type SealedEvent,
} from "../../../lib/audit/chain";
import {
  parseTrail,
  type TrailExport,
  verifyTrail,
} from "../../../lib/audit/trail";

const TENANT = "k5700000000000000000000000000000";

/** A repeatable source of numbers from 0 to 1 (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function makeTrail(
  length: number,
  seed: number,
  tenantId: string | null = TENANT,
): Promise<TrailExport> {
  const next = numbers(seed);
  const maybe = (text: string) => (next() < 0.4 ? null : text);
  const chain = chainOf(tenantId);
  const events: SealedEvent[] = [];
  let previousHash = genesisHash(chain);
  for (let index = 0; index < length; index += 1) {
    const row = {
      sequence: index + 1,
      id: `event${seed}_${index}`,
      at: 1_700_000_000_000 + index * 1000 + next(),
      tenantId,
      actor: next() < 0.5 ? "user:ann" : "system:watchdog",
      action: "credits.top_up",
      target: maybe(String(Math.floor(next() * 100))),
      reason: maybe("paid by bank"),
      requestId: maybe("request-1"),
      ipHash: maybe("abc"),
      previousHash,
    };
    const hash = await hashEvent(chain, row);
    events.push({ ...row, hash });
    previousHash = hash;
  }
  const head = { sequence: length, hash: previousHash };
  return { format: "my-aibud-audit/1", chain, head, events };
}

function changed(
  value: string | number | null,
  next: () => number,
): string | number {
  if (value === null) return "something";
  if (typeof value === "number") return next() < 0.5 ? value + 1 : value - 0.5;
  const text = value;
  const choice = Math.floor(next() * 3);
  if (choice === 0) return `${text} `;
  if (choice === 1 && text.length > 1) return text.slice(1);
  return `${text.slice(0, -1)}${text.endsWith("~") ? "!" : "~"}`;
}

describe("I1 a sealed trail", () => {
  test.each([0, 1, 40])("of %i events is in order", async (length) => {
    const trail = await makeTrail(length, length + 1);
    expect(parseTrail(JSON.parse(JSON.stringify(trail)))).toEqual(trail);
    expect(await verifyTrail(trail)).toEqual({
      ok: true,
      events: length,
      problems: [],
    });
  });

  test("shows a change of any field of any event, and where it is", async () => {
    const trail = await makeTrail(12, 7);
    const next = numbers(99);
    const fields = Object.keys(trail.events[0] ?? {}) as (keyof SealedEvent)[];
    expect(fields).toHaveLength(12);
    for (const [index, event] of trail.events.entries()) {
      for (const field of fields) {
        const events = [...trail.events];
        const altered = { ...event, [field]: changed(event[field], next) };
        events[index] = altered;
        const report = await verifyTrail({ ...trail, events });
        expect([field, report.ok]).toEqual([field, false]);
        expect([field, report.problems[0]?.event]).toEqual([field, index + 1]);
      }
    }
  });

  test("shows texts that moved from one field into the next", async () => {
    const trail = await makeTrail(3, 21);
    const events = trail.events.map((event) => ({
      ...event,
      target: event.reason,
      reason: event.target,
    }));
    const first = events.findIndex((event) => event.target !== event.reason);
    const report = await verifyTrail({ ...trail, events });
    expect(report.problems[0]?.event).toBe(first + 1);
  });

  test("shows removals, swaps, repetitions and a missing end, at random", async () => {
    const next = numbers(5);
    for (let round = 0; round < 100; round += 1) {
      const length = 2 + Math.floor(next() * 20);
      const trail = await makeTrail(length, round + 100);
      const at = Math.floor(next() * length);
      const events = [...trail.events];
      const event = events[at];
      if (event === undefined) throw new Error("No event there.");
      const kind = round % 4;
      if (kind === 0) events.splice(at, 1);
      if (kind === 1) events.splice(at, 0, event);
      if (kind === 2) events.splice(at);
      if (kind === 3) events.reverse();
      const report = await verifyTrail({ ...trail, events });
      expect([round, kind, report.ok]).toEqual([round, kind, false]);
    }
  });

  test("shows a changed end and events of another business", async () => {
    const trail = await makeTrail(4, 3);
    const { head } = trail;
    for (const wrong of [
      { ...head, sequence: 5 },
      { ...head, hash: "0".repeat(64) },
    ]) {
      const report = await verifyTrail({ ...trail, head: wrong });
      expect(report.problems).toMatchObject([{ check: "head", event: null }]);
    }
    const renamed = { ...trail, chain: "platform" };
    const report = await verifyTrail(renamed);
    expect(report.problems.map(({ check }) => check)).toContain("chain");
  });

  test("shows an end cut off together with the head's number", async () => {
    const trail = await makeTrail(4, 8);
    const events = trail.events.slice(0, 3);
    const head = { ...trail.head, sequence: 3 };
    expect((await verifyTrail({ ...trail, events, head })).ok).toBe(false);
  });

  test("is refused when the file holds anything else", () => {
    expect(() => parseTrail({ format: "my-aibud-books/1" })).toThrow(
      "Not an audit trail",
    );
    expect(() => parseTrail(null)).toThrow("the file");
  });
});
