import { MAX_REPORT_BYTES, readCspReport } from "@/lib/http/csp-report";
import { readTextUpTo } from "@/lib/http/body";
import { countCspViolations } from "@/lib/server/csp-reports";
import { log } from "@/lib/server/log";
import { refuse } from "@/lib/server/refuse";

/** Takes what browsers report of the page policy: counted by day and logged without an address. */
export async function POST(request: Request): Promise<Response> {
  const text = await readTextUpTo(request, MAX_REPORT_BYTES);
  const violations = text === null ? null : readCspReport(text);
  if (violations === null) {
    return refuse(request, "VALIDATION_FAILED", "Not a report of a policy.");
  }
  for (const violation of violations) log("warn", "page policy", { violation });
  if (violations.length > 0) await countCspViolations(violations.length);
  return new Response(null, { status: 204 });
}
