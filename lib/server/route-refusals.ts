import "server-only";
import { auth } from "@clerk/nextjs/server";
import { after } from "next/server";
import type { Refusal } from "../audit/web-report";
import { type ErrorCode } from "../error-code";
import { actionClass } from "../http/action-class";
import { clientAddress } from "../http/client-address";
import { PEER_HEADER, REQUEST_ID_HEADER } from "../http/request-headers";
import { serverEnv } from "./env";
import { isReporting, noteRefusal, pendingReport } from "./web-reports";

// A FORBIDDEN came from Convex and is reported as the person's (refusals.ts).
const REASONS: Partial<Record<ErrorCode, Refusal["reason"]>> = {
  UNAUTHENTICATED: "unauthenticated",
  RATE_LIMITED: "rate_limited",
};

/** Reports, once the answer is out, what a route refused. */
export function reportRouteRefusal(request: Request, code: ErrorCode): void {
  const reason = REASONS[code];
  if (reason === undefined || !isReporting()) return;
  const { headers, method, url } = request;
  const area = actionClass(new URL(url).pathname, method) ?? "page";
  const requestId = headers.get(REQUEST_ID_HEADER) ?? "";
  const address = clientAddress({
    peer: headers.get(PEER_HEADER),
    forwardedFor: headers.get("x-forwarded-for"),
    trustedProxies: serverEnv().TRUSTED_PROXY_COUNT,
  });
  after(async () => {
    const userId = await signedInAs();
    noteRefusal({ userId, address, reason, area, requestId });
    await pendingReport();
  });
}

/** Whose session the call carries, also one that was revoked a moment ago. */
async function signedInAs(): Promise<string | null> {
  try {
    return (await auth()).userId;
  } catch {
    return null;
  }
}
