import type { FunctionReturnType } from "convex/server";
import type { api } from "@/convex/_generated/api";

export type Series = FunctionReturnType<typeof api.analytics.overview.series>;
export type Burn = FunctionReturnType<typeof api.credits.burn.today>;
export type Numbers = FunctionReturnType<typeof api.instances.numbers.list>;
export type Progress = FunctionReturnType<
  typeof api.tenants.onboarding.progress
>;
export type Waiting = FunctionReturnType<
  typeof api.conversations.inbox.list
>["page"];
