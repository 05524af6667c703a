import type { FunctionReturnType } from "convex/server";
import type { api } from "@/convex/_generated/api";

export type StatementLine = FunctionReturnType<
  typeof api.credits.statement.list
>["page"][number];

export type LedgerKind = StatementLine["kind"];
export type ActorKind = StatementLine["actor"]["kind"];

export type Receipt = NonNullable<
  FunctionReturnType<typeof api.credits.receipt.get>
>;

export type Verdict = NonNullable<
  FunctionReturnType<typeof api.credits.verification.latest>
>;

export type PlanState = FunctionReturnType<typeof api.credits.plan.get>;
