const SEQUENCE_MS = 900;
const FIELD =
  'input:not([type="checkbox"], [type="radio"], [type="button"]), textarea, select, [contenteditable="true"]';
const LAYER =
  '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

export interface Stroke {
  key: string;
  mod: boolean;
}

/** Reads a key press; null for one that is no command, such as a lone Shift. */
export function strokeOf(event: KeyboardEvent): Stroke | null {
  if (event.isComposing || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (["shift", "control", "meta", "alt", "dead"].includes(key)) return null;
  return { key, mod: event.metaKey || event.ctrlKey };
}

/** Whether a plain key belongs to what has the focus rather than to the page. */
export function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest(FIELD) !== null || target.closest(LAYER) !== null;
}

/** Follows key presses and says which keys are complete: "k", "mod+k" or "g i". */
export class KeyReader {
  private previous: { key: string; at: number } | null = null;

  read(stroke: Stroke, at: number): string[] {
    if (stroke.mod) {
      this.previous = null;
      return [`mod+${stroke.key}`];
    }
    const first = this.previous;
    this.previous = { key: stroke.key, at };
    const sequence =
      first !== null && at - first.at < SEQUENCE_MS
        ? [`${first.key} ${stroke.key}`]
        : [];
    return [...sequence, stroke.key];
  }
}
