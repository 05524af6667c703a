import { createRandom, type Random } from "./random";

const NOW_S = 1_767_600_000;

const GENUINE: readonly [object, ...object[]] = [
  {
    id: "evt_01",
    timestamp: NOW_S * 1_000,
    event: "message",
    session: "t_fuzz",
    me: { id: "27820000001@c.us", pushName: "Shop" },
    payload: {
      id: "false_27831110001@c.us_3EB0AA",
      timestamp: NOW_S,
      from: "27831110001@c.us",
      fromMe: false,
      source: "app",
      body: "When do you open?",
      hasMedia: true,
      media: { url: "http://waha/api/files/a.jpg", mimetype: "image/jpeg" },
      ack: 2,
      replyTo: null,
      _data: { pushName: "Thandi", Info: { Chat: "x@lid" } },
    },
    engine: "NOWEB",
  },
  {
    id: "evt_02",
    timestamp: NOW_S * 1_000,
    event: "message.ack",
    session: "t_fuzz",
    payload: { id: "true_27831110001@c.us_3EB0AA", ack: 3, ackName: "READ" },
  },
  {
    id: "evt_03",
    timestamp: NOW_S * 1_000,
    event: "session.status",
    session: "t_fuzz",
    payload: { name: "t_fuzz", status: "WORKING", statuses: [] },
  },
];

const STRANGE: readonly [unknown, ...unknown[]] = [
  null,
  true,
  -0,
  1e308,
  -1,
  2 ** 53,
  0.1,
  "",
  "\u0000",
  "\ud800",
  "__proto__",
  "constructor",
  "x".repeat(5_000),
  [],
  {},
  [[[[[[]]]]]],
  { __proto__: null, toString: 1 },
  { length: 1e9 },
  "2783111 0001@c.us",
  "@c.us",
  "../../etc/passwd",
  "💥".repeat(100),
];

const encoder = new TextEncoder();

/** A webhook body that is a little, or wholly, wrong; the same for the same seed. */
export function strangeBody(seed: number): Uint8Array {
  const random = createRandom(seed);
  switch (random.below(12)) {
    case 0:
      return bytesOf(random, random.below(300));
    case 1:
      return encoder.encode(
        `${"[".repeat(random.below(20_000))}${"]".repeat(random.below(20_000))}`,
      );
    case 2:
      return encoder.encode(
        `{"event":"message","__proto__":{"isAdmin":true},"constructor":{"prototype":1},"payload":${JSON.stringify(random.pick(STRANGE))}}`,
      );
    case 3:
      return encoder.encode(JSON.stringify(random.pick(STRANGE)) ?? "");
    case 4:
      return flipped(random, genuine(random));
    case 5:
      return genuine(random).slice(0, random.below(200));
    default:
      return encoder.encode(JSON.stringify(mutated(random)));
  }
}

function genuine(random: Random): Uint8Array {
  return encoder.encode(JSON.stringify(random.pick(GENUINE)));
}

function bytesOf(random: Random, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => random.below(256));
}

function flipped(random: Random, body: Uint8Array): Uint8Array {
  for (let flips = 0; flips <= random.below(4); flips += 1) {
    body[random.below(body.length)] = random.below(256);
  }
  return body;
}

/** A genuine event with some members replaced, removed, doubled or moved. */
function mutated(random: Random): unknown {
  const event = structuredClone(random.pick(GENUINE)) as unknown;
  for (let changes = 0; changes <= random.below(3); changes += 1) {
    change(random, event as Record<string, unknown>);
  }
  return event;
}

function change(random: Random, target: Record<string, unknown>): void {
  const names = Object.keys(target);
  const name = names[random.below(names.length)];
  if (name === undefined) return;
  const value = target[name];
  const isDeeper = typeof value === "object" && value !== null;
  if (isDeeper && random.below(3) > 0) {
    change(random, value as Record<string, unknown>);
    return;
  }
  switch (random.below(4)) {
    case 0:
      delete target[name];
      return;
    case 1:
      target[`${name}\u0000`] = value;
      return;
    default:
      // A copy: a later change may go into it.
      target[name] = structuredClone(random.pick(STRANGE));
  }
}
