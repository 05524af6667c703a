import { randomBytes } from "node:crypto";
import { toBase64Url } from "../../lib/crypto/base64url";
import { isFieldKeyId } from "../../lib/crypto/keyring";
import { Failure } from "../../local/cli/failure";
import { parseOptions } from "../../local/cli/options";

const KEY_BYTES = 32;

/** `keys generate`: one new key on a line of its own; nothing is stored. */
export function generateKey(args: readonly string[]): number {
  const { values } = parseOptions(args, { id: { type: "string" } });
  const id = values.id ?? `k${randomBytes(4).toString("hex")}`;
  if (!isFieldKeyId(id)) {
    throw new Failure("An id has up to 32 letters, digits, - and _.");
  }
  console.log(`${id}:${toBase64Url(randomBytes(KEY_BYTES))}`);
  console.error(
    "\nPut it first in FIELD_KEYS of Convex, before a comma and the keys that are there. Then: npm run keys -- rotate",
  );
  return 0;
}
