import type { ActorKind, LedgerKind } from "@/components/credits/types";

export const KINDS: readonly LedgerKind[] = [
  "capture",
  "reserve",
  "release",
  "refund",
  "top_up",
  "grant",
  "adjust_up",
  "adjust_down",
  "expire",
];

export const ACTORS: readonly ActorKind[] = ["member", "operator", "system"];

export const PERIODS = ["all", "1", "7", "30", "90"] as const;
export type Period = (typeof PERIODS)[number];

/** What the person chose; "" narrows nothing. */
export interface Choice {
  kind: LedgerKind | "";
  actor: ActorKind | "";
  period: Period;
}

export const NOTHING: Choice = { kind: "", actor: "", period: "all" };

export interface StatementArgs {
  kind?: LedgerKind;
  actor?: ActorKind;
  from?: number;
}

const DAY_MS = 86_400_000;

/** The choice as the query takes it; a period counts back from `now` in whole days. */
export function argsOf(choice: Choice, now: number): StatementArgs {
  const { kind, actor, period } = choice;
  return {
    ...(kind !== "" && { kind }),
    ...(actor !== "" && { actor }),
    ...(period !== "all" && { from: now - Number(period) * DAY_MS }),
  };
}

/** Where the statement is downloaded as it is filtered. */
export function exportAddress(args: StatementArgs): string {
  const params = new URLSearchParams(
    Object.entries(args).map(([name, value]) => [name, String(value)]),
  );
  return `/api/credits/export?${params.toString()}`;
}
