import { isActor } from "@/lib/audit/actor";

export const PERIODS = ["all", "1", "7", "30", "90"] as const;
export type Period = (typeof PERIODS)[number];

/** One actor or business, and what it is called. */
export interface Named {
  id: string;
  name: string;
}

/** What the person chose; null and "" narrow nothing. */
export interface Choice {
  actor: Named | null;
  tenant: Named | null;
  action: string;
  period: Period;
}

export const NOTHING: Choice = {
  actor: null,
  tenant: null,
  action: "",
  period: "all",
};

export interface TrailArgs {
  actor?: string;
  action?: string;
  from?: number;
}

const DAY_MS = 86_400_000;

/** The choice as the queries take it; a period counts back from `now` in whole days. */
export function argsOf(choice: Choice, now: number): TrailArgs {
  const { actor, action, period } = choice;
  return {
    ...(actor !== null && { actor: actor.id }),
    ...(action !== "" && { action }),
    ...(period !== "all" && { from: now - Number(period) * DAY_MS }),
  };
}

/** Whether anything is narrowed. */
export function isFiltered(choice: Choice): boolean {
  const { actor, tenant, action, period } = choice;
  return actor !== null || tenant !== null || action !== "" || period !== "all";
}

interface Filtered {
  actor?: string;
  action?: string;
  from?: number;
  to?: number;
}

/** The filter of an address; null when one of its values means nothing. */
export function parseTrailFilter(params: URLSearchParams): Filtered | null {
  const actor = params.get("actor");
  const action = params.get("action");
  const from = instantOf(params.get("from"));
  const to = instantOf(params.get("to"));
  if (actor !== null && !isActor(actor)) return null;
  if (action !== null && !/^[a-z_]{1,40}\.[a-z_]{1,40}$/.test(action)) {
    return null;
  }
  if (from === null || to === null) return null;
  return {
    ...(actor !== null && { actor }),
    ...(action !== null && { action }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

/** Undefined where nothing is said, null where it is no instant. */
function instantOf(text: string | null): number | null | undefined {
  if (text === null) return undefined;
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
