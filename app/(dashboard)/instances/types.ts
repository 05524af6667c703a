import type { FunctionReturnType } from "convex/server";
import type { api } from "@/convex/_generated/api";

export type LinkedNumber = FunctionReturnType<
  typeof api.instances.numbers.list
>[number];

export type Business = FunctionReturnType<typeof api.tenants.settings.current>;
