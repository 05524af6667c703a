import type { FunctionArgs, FunctionReturnType } from "convex/server";
import type { api } from "@/convex/_generated/api";

type Start = FunctionArgs<typeof api.operators.bulk.start>;

export type BulkAction = Start["action"];
export type BulkKind = BulkAction["kind"];
export type BulkTarget = Start["target"];
export type BulkJob = FunctionReturnType<
  typeof api.operators.bulk.list
>[number];

export const BULK_KINDS = [
  "top_up_notice",
  "ai_budget",
  "suspend",
  "reactivate",
] as const satisfies readonly BulkKind[];
