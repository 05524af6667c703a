import "server-only";
import {
  createRefusalBuffer,
  type NotedRefusal,
} from "../audit/refusal-buffer";
import {
  REPORT_PATH,
  REPORT_SIGNATURE_HEADER,
  signReport,
  type WebReport,
} from "../audit/web-report";
import { exchange } from "../clients/http";
import { serverEnv } from "./env";
import { log } from "./log";

/** What comes in this time goes out together. */
const GATHERED_MS = 1_000;
const TIMEOUT_MS = 3_000;
const MAX_ANSWER_BYTES = 1_000;

const buffer = createRefusalBuffer();
let isRedisAway = false;
let sending: Promise<void> | null = null;
let reporter: string | null = null;
let sequence = 0;

interface Channel {
  url: string;
  secret: string;
}

/** Where reports go; null where Convex has no way to believe them. */
function channel(): Channel | null {
  const { AUDIT_HASH_SECRET, NEXT_PUBLIC_CONVEX_SITE_URL: site } = serverEnv();
  if (AUDIT_HASH_SECRET === undefined || site === undefined) return null;
  return {
    url: `${site.replace(/\/+$/, "")}${REPORT_PATH}`,
    secret: AUDIT_HASH_SECRET,
  };
}

/** Notes a refused call for the audit trail; asks nobody and waits for nothing. */
export function noteRefusal(refusal: NotedRefusal): void {
  if (channel() !== null) buffer.add(refusal);
}

/** Notes for the operators that limits are not counted now. */
export function noteRedisAway(): void {
  if (channel() !== null) isRedisAway = true;
}

/** Whether refusals are reported at all. */
export function isReporting(): boolean {
  return channel() !== null;
}

/**
 * The report of everything noted, for whoever keeps this process alive until it
 * is done; null when nothing waits or a report is on its way, which then takes
 * it along. Never rejects: what cannot be reported is in the log.
 */
export function pendingReport(): Promise<void> | null {
  const to = channel();
  if (to === null || sending !== null || !hasNotes()) return null;
  sending = sendAll(to).finally(() => {
    sending = null;
  });
  return sending;
}

function hasNotes(): boolean {
  return isRedisAway || !buffer.isEmpty;
}

async function sendAll(to: Channel): Promise<void> {
  while (hasNotes()) {
    await new Promise((resolve) => setTimeout(resolve, GATHERED_MS));
    const report = takeReport();
    try {
      const outcome = await send(to, JSON.stringify(report));
      if (outcome !== "taken") logLost(report, outcome);
    } catch (error) {
      logLost(report, error instanceof Error ? error.message : "unknown");
    }
  }
}

function takeReport(): WebReport {
  reporter ??= crypto.randomUUID();
  sequence += 1;
  const report = {
    at: Date.now(),
    reporter,
    sequence,
    refusals: buffer.take(),
    isRedisAway,
  };
  isRedisAway = false;
  return report;
}

async function send({ url, secret }: Channel, body: string): Promise<string> {
  const outcome = await exchange(
    {
      method: "POST",
      url,
      headers: {
        "Content-Type": "application/json",
        [REPORT_SIGNATURE_HEADER]: await signReport(secret, body),
      },
      body,
    },
    {
      fetch: (input, init) => fetch(input, init),
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_ANSWER_BYTES,
    },
  );
  if (outcome.kind !== "response") return outcome.kind;
  return outcome.status === 204 ? "taken" : `status ${String(outcome.status)}`;
}

function logLost({ refusals }: WebReport, reason: string): void {
  const calls = refusals.reduce((sum, { count }) => sum + count, 0);
  log("warn", "refusals could not be audited", { calls, reason });
}
