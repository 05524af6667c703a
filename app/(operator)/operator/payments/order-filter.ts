import type { FunctionArgs } from "convex/server";
import type { api } from "@/convex/_generated/api";
import type { Business } from "../asked-business";

type OrderFilter = FunctionArgs<typeof api.payments.review.list>["filter"];

/** What can be shown, those first that wait for a person. */
export const SHOWN = [
  "all",
  "review",
  "owed",
  "granted",
  "partly_refunded",
  "refunded",
  "awaiting_payment",
  "closed",
] as const;

export type Shown = (typeof SHOWN)[number];

/** One business's orders, or all of a kind. */
export function filterOf(shown: Shown, business: Business | null): OrderFilter {
  if (business !== null) return { kind: "tenant", tenantId: business.id };
  if (shown === "all" || shown === "owed") return { kind: shown };
  return { kind: "state", state: shown };
}
