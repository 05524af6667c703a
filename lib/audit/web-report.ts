/*
 * What the web server tells Convex about calls it refused itself. The whole
 * body is signed under the shared key, is fresh, and counts once.
 */
import { z } from "zod";
import { fromHex, toHex } from "../hex";

export const REPORT_PATH = "/reports/web";
export const REPORT_SIGNATURE_HEADER = "x-report-signature";

/** How long a report counts. */
export const REPORT_VALID_MS = 60_000;

/** Lines of one report; more would be a server that does not add up. */
export const MAX_REFUSALS = 50;

export const REFUSAL_REASONS = [
  "unauthenticated",
  "foreign_site",
  "rate_limited",
] as const;

export const REFUSAL_AREAS = [
  "page",
  "read",
  "write",
  "export",
  "fetch",
  "media",
  "report",
  "sign-in",
] as const;

const refusal = z.strictObject({
  /** Clerk's id of the signed-in; null for everybody else. */
  userId: z.string().min(1).max(100).nullable(),
  address: z.string().min(1).max(100).nullable(),
  reason: z.enum(REFUSAL_REASONS),
  area: z.enum(REFUSAL_AREAS),
  /** Of the first of them. */
  requestId: z.string().max(100),
  count: z.number().int().min(1).max(1_000_000),
});

const report = z.strictObject({
  at: z.number(),
  /** One process of the web server. */
  reporter: z.uuid(),
  /** Counts that process's reports from 1. */
  sequence: z.number().int().min(1),
  refusals: z.array(refusal).max(MAX_REFUSALS),
  isRedisAway: z.boolean(),
});

export type Refusal = z.infer<typeof refusal>;
export type WebReport = z.infer<typeof report>;

// The same key signs `via` (lib/audit/via.ts); the first line keeps them apart.
function bytesOf(body: string): BufferSource {
  return new TextEncoder().encode(`my-aibud-web-report/1\n${body}`);
}

async function keyOf(secret: string, use: KeyUsage): Promise<CryptoKey> {
  if (secret.length === 0) throw new Error("The report's key is empty.");
  return crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode(secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    [use],
  );
}

/** The signature of a report's body, in hex. */
export async function signReport(
  secret: string,
  body: string,
): Promise<string> {
  const key = await keyOf(secret, "sign");
  const mac = await crypto.subtle.sign("HMAC", key, bytesOf(body));
  return toHex(new Uint8Array(mac));
}

/** Whether the web server wrote this body. */
export async function isGenuineReport(
  secret: string,
  body: string,
  signature: string | null,
): Promise<boolean> {
  const mac = signature === null ? null : fromHex(signature);
  if (mac === null) return false;
  const key = await keyOf(secret, "verify");
  return crypto.subtle.verify("HMAC", key, mac, bytesOf(body));
}

/** A report from its JSON; null when it is none, or not of this moment. */
export function parseWebReport(json: unknown, now: number): WebReport | null {
  const parsed = report.safeParse(json);
  if (!parsed.success) return null;
  return Math.abs(now - parsed.data.at) > REPORT_VALID_MS ? null : parsed.data;
}
