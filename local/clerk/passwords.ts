import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

const KEY_BYTES = 32;
export const MIN_PASSWORD = 8;
export const MAX_PASSWORD = 72;

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, KEY_BYTES, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt);
  return `${salt.toString("base64")}.${key.toString("base64")}`;
}

/** Whether the password is the one that was hashed; false when there is none. */
export async function isPassword(
  password: string,
  hash: string | null,
): Promise<boolean> {
  const [salt, key] = (hash ?? "").split(".");
  if (salt === undefined || key === undefined) return false;
  const expected = Buffer.from(key, "base64");
  const actual = await derive(password, Buffer.from(salt, "base64"));
  return expected.length === KEY_BYTES && timingSafeEqual(actual, expected);
}
