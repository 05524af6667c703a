import type { Phase } from "./phase";
import type { TurnsReport } from "./turns";

const HEADERS = [
  "stored",
  "rate /s",
  "model ms",
  "ack p50",
  "p95",
  "p99",
  "send p50",
  "p95",
  "p99",
  "turns/s",
  "lost",
  "CPU s/1000",
  "MiB",
];

function rowOf(phase: Phase): string[] {
  const besidesModel = (value: number | undefined) =>
    value === undefined ? "–" : (value - phase.modelMs).toFixed(1);
  return [
    phase.stored.toLocaleString("en"),
    String(phase.ratePerSecond),
    String(phase.modelMs),
    phase.ackMs.p50.toFixed(1),
    phase.ackMs.p95.toFixed(1),
    phase.ackMs.p99.toFixed(1),
    besidesModel(phase.sendMs?.p50),
    besidesModel(phase.sendMs?.p95),
    besidesModel(phase.sendMs?.p99),
    String(phase.turnsPerSecond),
    String(phase.lost + phase.failures),
    phase.cpuSecondsPer1000.toFixed(2),
    String(phase.memoryMiB),
  ];
}

function table(rows: string[][]): string {
  const widths = HEADERS.map((header, column) =>
    Math.max(header.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: string[]) =>
    cells.map((cell, column) => cell.padStart(widths[column] ?? 0)).join("  ");
  return [line(HEADERS), ...rows.map(line)].join("\n");
}

/** Prints the tables; sends are "webhook due → sendText arrived", less the model's own time. */
export function printTurns(report: TurnsReport): void {
  const { machine } = report;
  console.log(
    `Machine: ${machine.cpu}, ${String(machine.cores)} cores, ${String(machine.memoryGiB)} GiB, Node ${machine.node}`,
  );
  console.log("\nBaseline: signed POST → one durable SQLite insert");
  console.log(table(report.baseline.map(rowOf)));
  console.log("\nTurns: signed webhook → model → one send, paid and recorded");
  console.log(table(report.phases.map(rowOf)));
  for (const { stored, turnsPerSecond, ackP99Ms } of report.sustained) {
    console.log(
      `Sustained at ${stored.toLocaleString("en")} stored messages: ${String(turnsPerSecond)} turns/s (ack p99 ${String(ackP99Ms)} ms)`,
    );
  }
  const { sustainedMostToFewest, ackP50ToBaseline } = report.ratios;
  console.log(
    `Sustained, most to fewest stored: ${String(sustainedMostToFewest)}; ack p50 at 200/s to the baseline's: ${String(ackP50ToBaseline)}`,
  );
}
