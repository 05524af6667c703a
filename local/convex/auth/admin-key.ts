import { createHash, timingSafeEqual } from "node:crypto";

export type AdminCheck = (candidate: string) => boolean;

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** Compares in constant time; without a configured key nobody is an admin. */
export function createAdminCheck(key: string | undefined): AdminCheck {
  if (key === undefined || key === "") return () => false;
  const expected = digest(key);
  return (candidate) => timingSafeEqual(digest(candidate), expected);
}
