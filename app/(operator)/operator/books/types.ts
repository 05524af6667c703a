import type { FunctionReturnType } from "convex/server";
import type { api } from "@/convex/_generated/api";

export type Run = FunctionReturnType<
  typeof api.credits.reconciliation.runs
>[number];
