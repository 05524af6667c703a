import { randomFillSync } from "node:crypto";

/**
 * A document id is 32 characters that sort as bytes: 3 for the table, 11 for
 * the creation time in microseconds since 1970, 14 random, 4 of checksum.
 * `db.get(id)` therefore needs no table, ids of a table sort by creation, and
 * a row is found by its creation time alone.
 */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const TABLE_CHARS = 3;
const TIME_CHARS = 11;
const BODY_CHARS = 28;
const ID_CHARS = 32;

const VALUES = new Int8Array(128).fill(-1);
for (let i = 0; i < ALPHABET.length; i += 1) VALUES[ALPHABET.charCodeAt(i)] = i;

const pool = Buffer.alloc(4096);
let used = pool.length;

export type DecodedId = { table: number; createdUs: number };

export function encodeId(table: number, createdUs: number): string {
  const body =
    digits(table, TABLE_CHARS) + digits(createdUs, TIME_CHARS) + randomTail();
  return body + checksum(body);
}

/** Null when the text is not an id made by `encodeId`. */
export function decodeId(id: string): DecodedId | null {
  if (id.length !== ID_CHARS) return null;
  const table = number(id, 0, TABLE_CHARS);
  const createdUs = number(id, TABLE_CHARS, TABLE_CHARS + TIME_CHARS);
  if (table < 0 || createdUs < 0) return null;
  if (!Number.isSafeInteger(createdUs)) return null;
  if (id.slice(BODY_CHARS) !== checksum(id)) return null;
  return { table, createdUs };
}

function digits(value: number, length: number): string {
  let rest = value;
  let text = "";
  for (let i = 0; i < length; i += 1) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function number(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i += 1) {
    const digit = VALUES[text.charCodeAt(i)] ?? -1;
    if (digit < 0) return -1;
    value = value * 32 + digit;
  }
  return value;
}

function randomTail(): string {
  if (used + 14 > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  let text = "";
  for (let i = 0; i < 14; i += 1) {
    text += ALPHABET.charAt((pool[used + i] ?? 0) & 31);
  }
  used += 14;
  return text;
}

function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < BODY_CHARS; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return digits((hash ^ (hash >>> 15)) & 0xfffff, 4);
}
