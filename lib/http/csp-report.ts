import { member, parseJson } from "../json";

/** What a browser's report may tell us; nothing in it is a person's. */
export interface CspViolation {
  directive: string;
  /** The origin, or the keyword, of what was stopped. */
  blocked: string;
  /** The first part of the page's address. */
  page: string;
}

export const MAX_REPORT_BYTES = 32 * 1_024;
const MAX_REPORTS = 20;
const KEYWORD = /^[a-z-]{1,30}$/;

/** The violations in a report of either form (`report-uri`, `report-to`); null when it is none. */
export function readCspReport(text: string): CspViolation[] | null {
  const json = parseJson(text);
  if (Array.isArray(json)) {
    return json
      .slice(0, MAX_REPORTS)
      .filter((report) => member(report, "type") === "csp-violation")
      .map(fromReportTo);
  }
  const report = member(json, "csp-report");
  if (typeof report !== "object" || report === null) return null;
  const directive =
    member(report, "effective-directive") ??
    member(report, "violated-directive");
  return [
    violation(
      directive,
      member(report, "blocked-uri"),
      member(report, "document-uri"),
    ),
  ];
}

function fromReportTo(report: unknown): CspViolation {
  return violation(
    member(report, "body", "effectiveDirective"),
    member(report, "body", "blockedURL"),
    member(report, "body", "documentURL"),
  );
}

function violation(
  directive: unknown,
  blocked: unknown,
  page: unknown,
): CspViolation {
  return {
    directive: keyword(directive),
    blocked: originOf(blocked),
    page: areaOf(page),
  };
}

function keyword(value: unknown): string {
  const first = typeof value === "string" ? (value.split(" ")[0] ?? "") : "";
  return KEYWORD.test(first) ? first : "unknown";
}

// An address holds ids, search words and tokens; where it leads is enough.
function originOf(value: unknown): string {
  if (typeof value !== "string") return "unknown";
  if (KEYWORD.test(value)) return value;
  if (!URL.canParse(value)) return "unknown";
  const { origin, protocol } = new URL(value);
  return origin === "null" ? protocol.slice(0, 30) : origin.slice(0, 200);
}

function areaOf(value: unknown): string {
  if (typeof value !== "string" || !URL.canParse(value)) return "unknown";
  const area = new URL(value).pathname.split("/")[1] ?? "";
  return /^[a-z-]{0,30}$/.test(area) ? `/${area}` : "unknown";
}
