import { toHex } from "../hex";

const PURPOSE = "my-aibud/erasure-tombstone/v1";

/**
 * What is kept of an erased person's id: HMAC-SHA-256 under a secret, 64 hex
 * characters, bound to the business, so that the same person has another one in
 * every business. Throws a plain Error when the secret or the id is empty.
 */
export async function tombstoneHash(input: {
  secret: string;
  tenantId: string;
  /** As contacts are known by: `phone:+…`, `lid:…` or `chat:…`. */
  alias: string;
}): Promise<string> {
  const { secret, tenantId, alias } = input;
  if (secret.length === 0) throw new Error("The tombstone secret is empty.");
  if (alias.length === 0) throw new Error("An erased id is empty.");
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey(
    "raw",
    encoder.encode(secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const said = encoder.encode(JSON.stringify([PURPOSE, tenantId, alias]));
  return toHex(new Uint8Array(await crypto.subtle.sign("HMAC", key, said)));
}
