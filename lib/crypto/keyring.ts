import { z } from "zod";
import { fromBase64Url } from "./base64url";

const KEY_BYTES = 32;
const MAX_KEYS = 10;
const KEY_ID = /^[A-Za-z0-9][\w-]{0,31}$/;

/** Whether a text may name a field key. */
export function isFieldKeyId(text: string): boolean {
  return KEY_ID.test(text);
}

/** The keys of encrypted fields: the current one writes, each of them reads. Prints as its ids alone. */
export class FieldKeyring {
  readonly #keys: ReadonlyMap<string, Uint8Array>;
  readonly currentId: string;

  constructor(keys: ReadonlyMap<string, Uint8Array>) {
    const [currentId] = keys.keys();
    if (currentId === undefined) throw new Error("A keyring has a key.");
    this.#keys = new Map(keys);
    this.currentId = currentId;
  }

  /** The ids, the current one first. */
  get ids(): string[] {
    return [...this.#keys.keys()];
  }

  has(id: string): boolean {
    return this.#keys.has(id);
  }

  /** The 32 bytes of a key; null when the ring does not have it. */
  bytesOf(id: string): Uint8Array | null {
    return this.#keys.get(id) ?? null;
  }
}

export type KeyringState =
  | { state: "off" }
  /** Says what is wrong and never repeats a key. */
  | { state: "invalid"; problem: string }
  | { state: "on"; ring: FieldKeyring };

const ringSchema = z.string().transform((text, context) => {
  const keys = new Map<string, Uint8Array>();
  const problem = collect(text, keys);
  if (problem === null) return new FieldKeyring(keys);
  context.addIssue({ code: "custom", message: problem });
  return z.NEVER;
});

/**
 * Reads `id:key,id2:key2`, each key being 32 bytes in base64url; the first one is
 * current. Off when there is nothing; never throws.
 */
export function parseKeyring(text: string | undefined): KeyringState {
  if (text === undefined || text.trim() === "") return { state: "off" };
  const parsed = ringSchema.safeParse(text);
  return parsed.success
    ? { state: "on", ring: parsed.data }
    : {
        state: "invalid",
        problem: parsed.error.issues[0]?.message ?? "It cannot be read.",
      };
}

/** Adds every entry to `keys`; returns what is wrong with the first that is no key. */
function collect(text: string, keys: Map<string, Uint8Array>): string | null {
  const entries = text.split(",");
  if (entries.length > MAX_KEYS) {
    return `There are at most ${String(MAX_KEYS)} keys.`;
  }
  const texts = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    const place = `Entry ${String(index + 1)}`;
    const [id = "", key = "", ...rest] = entry.trim().split(":");
    if (rest.length > 0 || key === "" || !isFieldKeyId(id)) {
      return `${place} is not id:key, with an id of up to 32 letters, digits, - and _.`;
    }
    const bytes = fromBase64Url(key);
    if (bytes?.length !== KEY_BYTES) {
      return `${place}, ${id}: the key is not 32 bytes in base64url, which are 43 characters.`;
    }
    if (new Set(bytes).size < 8) {
      return `${place}, ${id}: the key is not random. Make one with npm run keys -- generate.`;
    }
    if (keys.has(id)) return `${place}: the id ${id} is there twice.`;
    if (texts.has(key)) {
      return `${place}, ${id}: the same key is there under another id.`;
    }
    keys.set(id, bytes);
    texts.add(key);
  }
  return null;
}
