import type { Addresses } from "./environment";

/** The addresses as a block for people. */
export function addressBlock(
  addresses: Addresses,
  options: { withApp: boolean },
): string {
  const rows: [string, string][] = [
    ...(options.withApp
      ? [["Web page", addresses.app] as [string, string]]
      : []),
    ["Simulated phone", addresses.phone],
    ["Convex", addresses.convex],
    ["Convex HTTP actions", addresses.convexSite],
    ["WAHA", addresses.waha],
    ["Gemini", addresses.gemini],
    ["Redis (Upstash)", addresses.upstash],
    ["Clerk (mailed codes)", addresses.clerk],
    ["Sentry", addresses.sentry],
    ["Polar (payments)", addresses.polar],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows
    .map(([label, url]) => `  ${label.padEnd(width)}  ${url}`)
    .join("\n");
}
