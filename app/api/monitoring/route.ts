import {
  MAX_ENVELOPE_BYTES,
  envelopeUrl,
  isEnvelopeFor,
} from "@/lib/monitoring/tunnel";
import { readTextUpTo } from "@/lib/http/body";
import { serverEnv } from "@/lib/server/env";
import { refuse } from "@/lib/server/refuse";

const TIMEOUT_MS = 3_000;

/** Passes the browser's error reports on to the configured Sentry, only there. */
export async function POST(request: Request): Promise<Response> {
  const dsn = serverEnv().NEXT_PUBLIC_SENTRY_DSN;
  if (dsn === undefined) {
    return refuse(request, "NOT_FOUND", "Error reporting is off.");
  }
  const envelope = await readTextUpTo(request, MAX_ENVELOPE_BYTES);
  if (envelope === null || !isEnvelopeFor(envelope, dsn)) {
    return refuse(request, "VALIDATION_FAILED", "Not an envelope of this app.");
  }
  try {
    const answer = await fetch(envelopeUrl(dsn), {
      method: "POST",
      headers: { "Content-Type": "application/x-sentry-envelope" },
      body: envelope,
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    return new Response(null, { status: answer.ok ? 204 : 502 });
  } catch {
    return refuse(request, "PROVIDER_ERROR", "Error reporting is unreachable.");
  }
}
