import type { FunctionReturnType } from "convex/server";
import type { api } from "@/convex/_generated/api";

/** An event of one business, or of the whole service. */
export type TrailLine = FunctionReturnType<
  typeof api.audit.trail.list
>["page"][number] & {
  tenant?: { id: string; name: string | null } | null;
};
