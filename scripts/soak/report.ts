import type { Fate } from "../trials/fates";
import type { Posted } from "./customers";
import type { FaultCounts } from "./faults";
import type { Memory } from "./memory";

export type SoakReport = {
  minutes: number;
  ratePerSecond: number;
  seed: number;
  posted: Posted;
  faults: FaultCounts;
  fates: Record<Fate, number>;
  /** Forged deliveries that were not refused, or left something behind. */
  forgedAccepted: number;
  settled: boolean;
  bookProblems: string[];
  memory: Memory;
};

/** Everything that must hold at the end, with what is wrong. */
export function failuresOf(report: SoakReport): string[] {
  const { fates, forgedAccepted, settled, bookProblems, memory } = report;
  const failures: string[] = [];
  if (fates.lost > 0) failures.push(`${fates.lost} messages were lost`);
  if (fates.doubled > 0) failures.push(`${fates.doubled} were answered twice`);
  if (forgedAccepted > 0) failures.push(`${forgedAccepted} forged were taken`);
  if (!settled) failures.push("credits are still held");
  failures.push(...bookProblems.slice(0, 10));
  if (!memory.isFlat) {
    failures.push(`memory grew by ${memory.growthMib ?? 0} MiB`);
  }
  return failures;
}

function memoryLine({ samples, growthMib }: Memory): string {
  const step = Math.max(1, Math.floor(samples.length / 8));
  const shown = samples.filter(
    (_, index) => index % step === 0 || index === samples.length - 1,
  );
  const series = shown
    .map(({ atMs, mib }) => `${mib} (${(atMs / 60_000).toFixed(1)} min)`)
    .join(", ");
  const verdict =
    growthMib === null
      ? "too short to judge"
      : `last quarter ${growthMib} MiB above the second`;
  return `${series}; ${verdict}`;
}

/** The figures as a table of Markdown. */
export function tableOf(report: SoakReport): string {
  const { posted, fates, faults } = report;
  const faultList = Object.entries(faults)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");
  const rows: [string, string][] = [
    [
      "posted",
      `${report.minutes} min at ${report.ratePerSecond}/s, seed ${report.seed}`,
    ],
    ["messages", String(posted.asked.length)],
    ["delivered a second time", String(posted.duplicates)],
    ["delivered late, out of order", String(posted.heldBack)],
    ["refused and delivered again", String(posted.redelivered)],
    ["forged", String(posted.forged.length)],
    ["faults of the providers", faultList],
    ["answered once", String(fates.answered)],
    ["handed to a person", String(fates.handed_over)],
    ["lost", String(fates.lost)],
    ["doubled", String(fates.doubled)],
    ["forged and taken", String(report.forgedAccepted)],
    ["books", report.bookProblems.length === 0 ? "in order" : "WRONG"],
    ["memory of the runtime, MiB", memoryLine(report.memory)],
  ];
  return [["what", "figure"], ["---", "---"], ...rows]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");
}
