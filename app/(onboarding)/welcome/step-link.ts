import { routes } from "@/lib/routes";
import type { Step } from "@/lib/tenants/first-run";

/** Address of one step of the first run. */
export function stepHref(step: Step): string {
  return `${routes.welcome}?step=${step}`;
}
