import type { ConsentStatus } from "../consent/policy";
import { cut } from "../text/clean";
import { CONTACT_LIMITS, type Stage } from "./fields";

const STRICTNESS: Record<ConsentStatus, number> = {
  unknown: 0,
  opted_in: 1,
  opted_out: 2,
};

/** What two contacts of one person consented to together: a no wins over a yes, a yes over nothing known. */
export function stricterConsent(
  one: ConsentStatus,
  other: ConsentStatus,
): ConsentStatus {
  return STRICTNESS[one] >= STRICTNESS[other] ? one : other;
}

export type MergeableContact<Member> = {
  name: string | null;
  phone: string | null;
  stage: Stage;
  tags: string[];
  note: string;
  aiOff: boolean;
  assigneeId: Member | null;
  consent: ConsentStatus;
};

/**
 * One contact out of two of the same person. The kept one's words win where
 * both say something; nothing is lost that fits the limits.
 */
export function mergeDetails<Member>(
  kept: MergeableContact<Member>,
  merged: MergeableContact<Member>,
): MergeableContact<Member> {
  return {
    name: kept.name ?? merged.name,
    phone: kept.phone ?? merged.phone,
    stage: kept.stage === "new" ? merged.stage : kept.stage,
    tags: joinTags(kept.tags, merged.tags),
    note: joinNotes(kept.note, merged.note),
    aiOff: kept.aiOff || merged.aiOff,
    assigneeId: kept.assigneeId ?? merged.assigneeId,
    consent: stricterConsent(kept.consent, merged.consent),
  };
}

/** The first list's tags, then the other's, as many as a contact may have. */
export function joinTags(
  first: readonly string[],
  second: readonly string[],
): string[] {
  return [...new Set([...first, ...second])].slice(0, CONTACT_LIMITS.tags);
}

function joinNotes(first: string, second: string): string {
  if (first === second || second === "") return first;
  if (first === "") return second;
  return cut(`${first}\n\n${second}`, CONTACT_LIMITS.noteChars);
}
