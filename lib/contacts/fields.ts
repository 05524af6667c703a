import { visibleText } from "../text/clean";

export const STAGES = ["new", "qualified", "customer", "lost"] as const;

export type Stage = (typeof STAGES)[number];

export const CONTACT_LIMITS = {
  nameChars: 120,
  noteChars: 4_000,
  tags: 20,
  tagChars: 40,
  evidenceChars: 500,
} as const;

export type FieldProblem =
  | "name_too_long"
  | "note_too_long"
  | "too_many_tags"
  | "tag_too_long"
  | "stage_unknown"
  | "consent_unknown"
  | "phone_missing"
  | "phone_invalid"
  | "phone_erased"
  | "cell_too_long";

export type Checked<T> =
  { ok: true; value: T } | { ok: false; problem: FieldProblem };

/** A name on one line without invisible characters; null when nothing is left. */
export function checkName(text: string): Checked<string | null> {
  const name = oneLine(text);
  if (name.length > CONTACT_LIMITS.nameChars) return refuse("name_too_long");
  return accept(name === "" ? null : name);
}

export function checkNote(text: string): Checked<string> {
  const note = visibleText(text).trim();
  return note.length > CONTACT_LIMITS.noteChars
    ? refuse("note_too_long")
    : accept(note);
}

/** Tags in lower case, without blanks around them and without repeats, in their order. */
export function checkTags(tags: readonly string[]): Checked<string[]> {
  const kept = new Set<string>();
  for (const text of tags) {
    const tag = oneLine(text).toLowerCase();
    if (tag === "") continue;
    if (tag.length > CONTACT_LIMITS.tagChars) return refuse("tag_too_long");
    kept.add(tag);
  }
  return kept.size > CONTACT_LIMITS.tags
    ? refuse("too_many_tags")
    : accept([...kept]);
}

/** The stage a text names, whatever its case. */
export function parseStage(text: string): Stage | null {
  const wanted = text.trim().toLowerCase();
  return STAGES.find((stage) => stage === wanted) ?? null;
}

export function accept<T>(value: T): Checked<T> {
  return { ok: true, value };
}

export function refuse(problem: FieldProblem): {
  ok: false;
  problem: FieldProblem;
} {
  return { ok: false, problem };
}

function oneLine(text: string): string {
  return visibleText(text).replace(/\s+/g, " ").trim();
}
