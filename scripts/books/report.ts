import type { BooksReport } from "../../lib/credits/books-export";

const SHOWN_PROBLEMS = 20;

function problemLine(problem: BooksReport["problems"][number]): string {
  const where = problem.entry === null ? "" : `entry #${problem.entry}: `;
  const what = problem.id === null ? "" : ` [${problem.id}]`;
  return `  ${where}${problem.detail} (${problem.check})${what}`;
}

/** The verdict on one tenant's books for people; a wrong one names the first wrong entry. */
export function describeReport(name: string, report: BooksReport): string {
  if (report.ok) return `${name}: in order, ${report.entries} entries.`;
  const { problems } = report;
  const first = problems.find(({ entry }) => entry !== null)?.entry ?? null;
  const headline =
    first === null
      ? `${name}: WRONG.`
      : `${name}: WRONG, first at entry #${first}.`;
  const rest = problems.length - SHOWN_PROBLEMS;
  return [
    headline,
    ...problems.slice(0, SHOWN_PROBLEMS).map(problemLine),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ].join("\n");
}
