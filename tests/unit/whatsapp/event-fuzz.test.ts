import fc from "fast-check";
import { expect, test } from "vitest";
import { parseWahaEvent } from "../../../lib/whatsapp/event";
import { ack, sessionStatus, type WahaBody } from "../../support/waha-envelope";
import { mediaMessage, textMessage } from "../../support/waha-events";

const KINDS = ["message", "ack", "session_status", "ignored", "unreadable"];

test("any JSON at all gives one of the five kinds", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (body) => {
      expect(KINDS).toContain(parseWahaEvent(body).kind);
    }),
    { numRuns: 500 },
  );
});

test("any value at all gives one of the five kinds", () => {
  fc.assert(
    fc.property(fc.anything(), (body) => {
      expect(KINDS).toContain(parseWahaEvent(body).kind);
    }),
    { numRuns: 500 },
  );
});

const bodies: WahaBody[] = [
  textMessage(),
  mediaMessage("voice"),
  ack("3EB0AA", "READ"),
  sessionStatus("WORKING"),
];

/** A body with one member somewhere inside replaced by something else. */
const mutated = fc
  .tuple(
    fc.constantFrom(...bodies),
    fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 5 }),
    fc.oneof(fc.jsonValue(), fc.constantFrom("__proto__", "constructor", -0)),
  )
  .map(([body, path, value]) => {
    const copy = structuredClone(body) as unknown as Record<string, unknown>;
    let current = copy;
    for (const [depth, choice] of path.entries()) {
      const names = Object.keys(current);
      const name = names[choice % names.length];
      if (name === undefined) break;
      const next = current[name];
      if (depth === path.length - 1 || typeof next !== "object" || !next) {
        current[name] = value;
        break;
      }
      current = next as Record<string, unknown>;
    }
    return copy;
  });

test("a genuine body with anything replaced never throws and stays bounded", () => {
  fc.assert(
    fc.property(mutated, (body) => {
      const event = parseWahaEvent(body);
      expect(KINDS).toContain(event.kind);
      if (event.kind !== "message") return;
      const { message } = event;
      expect(message.bareId.length).toBeGreaterThan(0);
      expect(message.text.length).toBeLessThanOrEqual(65_536);
      expect(Number.isSafeInteger(message.sentAt)).toBe(true);
      expect(JSON.stringify(message).length).toBeLessThan(140_000);
    }),
    { numRuns: 1_000 },
  );
});

test("a body nested a hundred thousand deep is read like any other", () => {
  let deep: unknown = "end";
  for (let level = 0; level < 100_000; level += 1) deep = { deep };
  const body = { ...textMessage(), metadata: deep };
  body.payload = { ...body.payload, _data: deep };
  expect(parseWahaEvent(body).kind).toBe("message");
});

test("prototype keys in the JSON reach no prototype and give no values", () => {
  const body: unknown = JSON.parse(
    '{"__proto__":{"session":"s","event":"message"},"constructor":{"session":"s"}}',
  );
  expect(parseWahaEvent(body).kind).toBe("unreadable");
  const inherited = Object.create(textMessage()) as object;
  expect(parseWahaEvent(inherited).kind).toBe("unreadable");
  expect(({} as { session?: unknown }).session).toBeUndefined();
});

test("a getter in the value is never run", () => {
  const body = {
    session: "s",
    get event(): string {
      throw new Error("run");
    },
  };
  expect(parseWahaEvent(body).kind).toBe("unreadable");
});

test("a huge list of statuses costs no more than a short one", () => {
  const body = sessionStatus("WORKING");
  body.payload["statuses"] = Array.from({ length: 200_000 }, () => ({
    status: "STARTING",
    timestamp: 1,
  }));
  expect(parseWahaEvent(body).kind).toBe("session_status");
});
