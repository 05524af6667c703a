import { countFates } from "../trials/fates";
import type { Boundary } from "./boundaries";
import type { KillReport } from "./kill";

export type Row = {
  boundary: Pick<Boundary, "name" | "meaning">;
  kills: number;
  turns: number;
  parked: number;
  answered: number;
  handedOver: number;
  lost: number;
  doubled: number;
  unsettled: number;
  problems: string[];
};

export function rowOf(boundary: Boundary, reports: readonly KillReport[]): Row {
  const fates = reports.flatMap((report) => report.fates);
  const counts = countFates(fates);
  const parked = reports.reduce((sum, report) => sum + report.parked, 0);
  return {
    boundary: { name: boundary.name, meaning: boundary.meaning },
    kills: reports.length,
    turns: fates.length,
    parked,
    answered: counts.answered,
    handedOver: counts.handed_over,
    lost: counts.lost,
    doubled: counts.doubled,
    unsettled: reports.filter(({ settled }) => !settled).length,
    problems: reports.flatMap(({ problems }) => problems),
  };
}

/** Whether every turn stood where it was to be killed and ended as it must. */
export function isGreen(row: Row): boolean {
  return (
    row.parked >= row.turns &&
    row.lost === 0 &&
    row.doubled === 0 &&
    row.unsettled === 0 &&
    row.problems.length === 0
  );
}

const HEADERS = [
  "killed at",
  "what was done",
  "kills",
  "turns",
  "answered once",
  "handed to a person",
  "lost",
  "doubled",
  "books",
];

/** The rows as a table of Markdown. */
export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.boundary.name,
    row.boundary.meaning,
    String(row.kills),
    String(row.turns),
    String(row.answered),
    String(row.handedOver),
    String(row.lost),
    String(row.doubled),
    row.problems.length === 0 ? "in order" : `${row.problems.length} problems`,
  ]);
  return [HEADERS, HEADERS.map(() => "---"), ...cells]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");
}
