/** One keyboard command: a key, "mod+k", or a sequence such as "g i". */
export interface Shortcut {
  keys: string;
  /** What it does, for the sheet. */
  label: string;
  /** Headline it stands under in the sheet. */
  group: string;
  run: (event: KeyboardEvent) => void;
}

const shortcuts = new Set<Shortcut>();
const listeners = new Set<() => void>();
let listed: readonly Shortcut[] = [];

function announce() {
  listed = [...shortcuts];
  for (const listener of listeners) listener();
}

/** Adds a command until the returned function is called. */
export function register(shortcut: Shortcut): () => void {
  shortcuts.add(shortcut);
  announce();
  return () => {
    shortcuts.delete(shortcut);
    announce();
  };
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The commands of what is on the page, in the order they appeared. */
export function listShortcuts(): readonly Shortcut[] {
  return listed;
}
