import type { Id } from "@/convex/_generated/dataModel";
import { isConvexId } from "@/lib/convex-id";

export interface Business {
  id: Id<"tenants">;
  name: string;
}

export interface BusinessParams {
  tenant?: string | string[];
  name?: string | string[];
}

/** The business that an address names; null where it names none. */
export function askedBusiness({
  tenant,
  name,
}: BusinessParams): Business | null {
  if (typeof tenant !== "string" || !isConvexId(tenant)) return null;
  const id = tenant as Id<"tenants">;
  return { id, name: typeof name === "string" ? name : tenant };
}
