import type { FunctionReturnType } from "convex/server";
import type { api } from "@/convex/_generated/api";

export type Letter = FunctionReturnType<
  typeof api.webhooks.letters.list
>["page"][number];
