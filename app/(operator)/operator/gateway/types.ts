import type { FunctionReturnType } from "convex/server";
import type { api } from "@/convex/_generated/api";

export type FleetNumber = FunctionReturnType<
  typeof api.instances.fleet.list
>["page"][number];
