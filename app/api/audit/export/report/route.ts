import type { FunctionReturnType } from "convex/server";
import { api } from "@/convex/_generated/api";
import { isMonth } from "@/lib/audit/month";
import { FIGURES } from "@/lib/audit/security-report";
import { csvLine, UTF8_BOM } from "@/lib/csv/write";
import { errorCode } from "@/lib/error-code";
import { fetchAs, isSignedIn } from "@/lib/server/convex";
import { refuse } from "@/lib/server/refuse";

/** For operators: the security report of a month as CSV. It holds numbers only, so taking it is no event. */
export async function GET(request: Request): Promise<Response> {
  if (!(await isSignedIn())) {
    return refuse(request, "UNAUTHENTICATED", "Sign in first.");
  }
  const month = new URL(request.url).searchParams.get("month") ?? "";
  if (!isMonth(month)) {
    return refuse(request, "VALIDATION_FAILED", "A month looks like 2026-11.");
  }
  try {
    const report = await fetchAs(api.alerts.report.month, { month });
    return new Response(csvOf(month, report), {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="security-${month}.csv"`,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
      },
    });
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    return refuse(request, code, "The report cannot be exported.");
  }
}

type Report = FunctionReturnType<typeof api.alerts.report.month>;

function csvOf(month: string, report: Report): string {
  const { figures, alerts, actions, refusedDeliveries } = report;
  const rows: [string, string, number | null][] = [
    ["alerts", "raised", alerts.raised],
    ["alerts", "acknowledged", alerts.acknowledged],
    ["alerts", "median_ms_to_acknowledge", alerts.medianMs],
    ["alerts", "longest_ms_to_acknowledge", alerts.longestMs],
    ["deliveries", "refused", refusedDeliveries],
    ...FIGURES.map((figure): [string, string, number] => [
      "figure",
      figure,
      figures[figure],
    ]),
    ...actions.map(({ action, count }): [string, string, number] => [
      "event",
      action,
      count,
    ]),
  ];
  const lines = rows.map((row) => csvLine([month, ...row]));
  return UTF8_BOM + csvLine(["month", "of", "name", "value"]) + lines.join("");
}
