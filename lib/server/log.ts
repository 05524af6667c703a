import "server-only";
import { redactFields } from "../logging/redact";

const START = '{"at":"';

type Level = "info" | "warn" | "error";

/** One redacted JSON line on standard output or, for warnings, standard error. */
export function log(
  level: Level,
  event: string,
  details: Record<string, unknown> = {},
): void {
  const line = JSON.stringify({
    at: new Date().toISOString(),
    level,
    event,
    ...redactFields(details),
  });
  // eslint-disable-next-line no-console -- the one place that writes logs
  (level === "info" ? console.log : console.error)(line);
}

/** Whether a line was written by `log`, which has redacted it. */
export function isLogLine(line: unknown): boolean {
  return typeof line === "string" && line.startsWith(START);
}
