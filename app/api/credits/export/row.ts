import type { FunctionReturnType } from "convex/server";
import type { api } from "@/convex/_generated/api";
import { balanceChange } from "@/lib/credits/statement";
import type { CsvValue } from "@/lib/csv/write";

type Line = FunctionReturnType<
  typeof api.credits.statement.list
>["page"][number];

export const HEADER = [
  "entry",
  "time",
  "kind",
  "credits",
  "balance_change",
  "balance_after",
  "reserved_after",
  "by",
  "name",
  "reason",
  "conversation",
  "customer",
  "message",
  "previous_hash",
  "hash",
] as const;

/** One entry as the columns of `HEADER`. */
export function rowOf(line: Line): CsvValue[] {
  return [
    line.sequence,
    new Date(line.createdAt).toISOString(),
    line.kind,
    line.credits,
    balanceChange(line.kind, line.credits),
    line.balanceAfter,
    line.reservedAfter,
    line.actor.kind,
    line.actor.name ?? line.actor.part,
    line.reason,
    line.conversation?.id ?? null,
    line.conversation?.contact ?? null,
    line.messageId,
    line.previousHash,
    line.hash,
  ];
}
