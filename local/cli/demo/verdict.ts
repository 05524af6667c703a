import type { Demo, DemoResult } from "./conversation";

/** What is not as it must be, in words; empty when the demo holds. */
export function problemsOf(result: DemoResult): string[] {
  const expectations: [boolean, string][] = [
    [result.ack === 200, `the webhook was answered ${result.ack}, not 200`],
    [
      result.duplicateAck === 200,
      `its repetition was answered ${result.duplicateAck}, not 200`,
    ],
    [result.reply.trim() !== "", "the reply is empty"],
    [result.wahaSends === 1, `${result.wahaSends} messages were sent, not 1`],
    [result.captures === 1, `${result.captures} credits were captured, not 1`],
    [
      result.availableAfter === result.availableBefore - 1,
      `the credits went from ${result.availableBefore} to ${result.availableAfter}`,
    ],
  ];
  return expectations.filter(([holds]) => !holds).map(([, problem]) => problem);
}

const VERBS: Readonly<Record<string, string>> = {
  grant: "granted",
  top_up: "topped up",
  reserve: "held",
  capture: "charged",
  release: "given back",
  refund: "refunded",
};

function credits(count: number): string {
  return `${count} credit${count === 1 ? "" : "s"}`;
}

/** The timeline and the ledger entries for people. */
export function describeDemo(demo: Demo): string {
  const steps = demo.timeline.map(
    ({ atMs, text }) => `  ${atMs.toFixed(0).padStart(6)} ms  ${text}`,
  );
  const entries = demo.entries.map(
    ({ sequence, kind, credits: count, reason, balanceAfter, reservedAfter }) =>
      `  #${sequence}  ${credits(count)} ${VERBS[kind] ?? kind} (${reason}): balance ${balanceAfter}, on hold ${reservedAfter}`,
  );
  return ["", "Timeline", ...steps, "", "Ledger", ...entries, ""].join("\n");
}
