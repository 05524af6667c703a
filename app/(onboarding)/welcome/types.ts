import type { FunctionReturnType } from "convex/server";
import type { api } from "@/convex/_generated/api";

export type OnboardingProgress = FunctionReturnType<
  typeof api.tenants.onboarding.progress
>;
