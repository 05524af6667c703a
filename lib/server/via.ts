import "server-only";
import { headers } from "next/headers";
import { type SignedVia, signVia } from "../audit/via";
import { clientAddress } from "../http/client-address";
import { PEER_HEADER, REQUEST_ID_HEADER } from "../http/request-headers";
import { serverEnv } from "./env";

/**
 * This request's id and its client's address, signed for Convex's audit trail;
 * without the shared key Convex writes down what it sees itself.
 */
export async function viaOfRequest(): Promise<SignedVia | undefined> {
  const { AUDIT_HASH_SECRET, TRUSTED_PROXY_COUNT } = serverEnv();
  if (AUDIT_HASH_SECRET === undefined) return undefined;
  const given = await headers();
  return signVia(AUDIT_HASH_SECRET, {
    requestId: given.get(REQUEST_ID_HEADER) ?? "",
    address: clientAddress({
      peer: given.get(PEER_HEADER),
      forwardedFor: given.get("x-forwarded-for"),
      trustedProxies: TRUSTED_PROXY_COUNT,
    }),
    at: Date.now(),
  });
}
