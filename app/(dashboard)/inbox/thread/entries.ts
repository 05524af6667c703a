interface Timed {
  id: string;
  sentAt: number;
}

export type Entry<M extends Timed, N extends Timed> =
  | { kind: "day"; key: string; at: number }
  | { kind: "unread"; key: string; count: number }
  | {
      kind: "message";
      key: string;
      message: M;
      /** Whether the same author wrote the entry just before, or just after. */
      joinsPrevious: boolean;
      joinsNext: boolean;
    }
  | { kind: "note"; key: string; note: N };

interface Thread<M extends Timed, N extends Timed> {
  /** Oldest first. */
  messages: readonly M[];
  /** Oldest first. */
  notes: readonly N[];
  /** Whether older messages are not loaded: their notes are left out too. */
  hasOlder: boolean;
  /** What the reader had seen when the conversation was opened, and how much was new. */
  unread: { after: number; count: number } | null;
  /** On which day an instant is, for the reader. */
  dayOf: (at: number) => string;
  authorOf: (message: M) => string;
  isInbound: (message: M) => boolean;
  /** What stays the same from the moment a message is written to when it is stored. */
  keyOf: (message: M) => string;
}

const GROUP_MS = 5 * 60_000;

/** A thread as it is read: days, the unread line, messages in groups, notes in between. */
export function entriesOf<M extends Timed, N extends Timed>(
  thread: Thread<M, N>,
): Entry<M, N>[] {
  const items = inOrder(thread);
  const { dayOf } = thread;
  const entries: Entry<M, N>[] = [];
  // A line keeps its place when older messages come: the one above the oldest
  // waits until it is known to belong there.
  let day = thread.hasOlder ? dayOf(timeOf(items[0])) : null;
  let unread = isStartOfUnreadLoaded(thread) ? thread.unread : null;
  for (const item of items) {
    const at = timeOf(item);
    const itsDay = dayOf(at);
    if (itsDay !== day) {
      day = itsDay;
      entries.push({ kind: "day", key: `day:${itsDay}`, at });
    }
    if (
      unread !== null &&
      item.kind === "message" &&
      at > unread.after &&
      thread.isInbound(item.message)
    ) {
      entries.push({ kind: "unread", key: "unread", count: unread.count });
      unread = null;
    }
    entries.push(item);
  }
  return grouped(entries, thread.authorOf);
}

function isStartOfUnreadLoaded<M extends Timed, N extends Timed>({
  messages,
  hasOlder,
  unread,
}: Thread<M, N>): boolean {
  const oldest = messages[0];
  if (unread === null || oldest === undefined) return false;
  return !hasOlder || oldest.sentAt <= unread.after;
}

type Item<M extends Timed, N extends Timed> = Extract<
  Entry<M, N>,
  { kind: "message" | "note" }
>;

function timeOf<M extends Timed, N extends Timed>(
  item: Item<M, N> | undefined,
): number {
  if (item === undefined) return 0;
  return item.kind === "note" ? item.note.sentAt : item.message.sentAt;
}

function inOrder<M extends Timed, N extends Timed>(
  thread: Thread<M, N>,
): Item<M, N>[] {
  const oldest = thread.messages[0]?.sentAt ?? 0;
  const notes = thread.hasOlder
    ? thread.notes.filter((note) => note.sentAt >= oldest)
    : thread.notes;
  const items: Item<M, N>[] = [];
  let next = 0;
  const takeNotesUpTo = (at: number) => {
    for (;;) {
      const note = notes[next];
      if (note === undefined || note.sentAt > at) return;
      items.push({ kind: "note", key: `note:${note.id}`, note });
      next += 1;
    }
  };
  for (const message of thread.messages) {
    takeNotesUpTo(message.sentAt);
    items.push({
      kind: "message",
      key: thread.keyOf(message),
      message,
      joinsPrevious: false,
      joinsNext: false,
    });
  }
  takeNotesUpTo(Infinity);
  return items;
}

function grouped<M extends Timed, N extends Timed>(
  entries: Entry<M, N>[],
  authorOf: (message: M) => string,
): Entry<M, N>[] {
  const belongTogether = (
    earlier: Entry<M, N> | undefined,
    later: Entry<M, N> | undefined,
  ) =>
    earlier?.kind === "message" &&
    later?.kind === "message" &&
    authorOf(earlier.message) === authorOf(later.message) &&
    later.message.sentAt - earlier.message.sentAt < GROUP_MS;
  return entries.map((entry, index) =>
    entry.kind === "message"
      ? {
          ...entry,
          joinsPrevious: belongTogether(entries[index - 1], entry),
          joinsNext: belongTogether(entry, entries[index + 1]),
        }
      : entry,
  );
}
