import "server-only";

import { headers } from "next/headers";

/** The nonce of this page's policy; empty when middleware set none. */
export async function pageNonce(): Promise<string> {
  const policy = (await headers()).get("Content-Security-Policy") ?? "";
  return /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
}
