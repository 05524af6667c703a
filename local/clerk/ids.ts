import { createHash, randomBytes, randomInt } from "node:crypto";

const ALPHABET =
  "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const LENGTH = 27;

/** An id in Clerk's form, such as `user_2x…`. */
export function newId(prefix: string): string {
  let id = "2";
  while (id.length < LENGTH) id += ALPHABET.charAt(randomInt(ALPHABET.length));
  return `${prefix}_${id}`;
}

export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, "0");
}

export function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
