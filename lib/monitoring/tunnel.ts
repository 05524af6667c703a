/** Browsers report through our own origin, so no third party sees visitors. */
export const TUNNEL_PATH = "/api/monitoring";
export const MAX_ENVELOPE_BYTES = 256 * 1024;

/** The ingest address of a DSN (`https://key@host/path/project`). */
export function envelopeUrl(dsn: string): string {
  const { protocol, host, pathname } = new URL(dsn);
  const split = pathname.lastIndexOf("/");
  const prefix = pathname.slice(0, split);
  const project = pathname.slice(split + 1);
  return `${protocol}//${host}${prefix}/api/${project}/envelope/`;
}

/**
 * Whether an envelope is addressed to `dsn`: anything else would make the
 * tunnel an open relay. Only its first line is read.
 */
export function isEnvelopeFor(envelope: string, dsn: string): boolean {
  const [header = ""] = envelope.split("\n", 1);
  try {
    const parsed: unknown = JSON.parse(header);
    return (
      typeof parsed === "object" &&
      parsed !== null &&
      "dsn" in parsed &&
      parsed.dsn === dsn
    );
  } catch {
    return false;
  }
}
