import { describe, expect, test } from "vitest";
import { entriesOf } from "@/app/(dashboard)/inbox/thread/entries";

interface Message {
  id: string;
  sentAt: number;
  by: "customer" | "ai";
}

const MINUTE = 60_000;
const NOON = new Date(2026, 4, 4, 12).getTime();

function message(
  id: string,
  minutes: number,
  by: Message["by"] = "customer",
): Message {
  return { id, sentAt: NOON + minutes * MINUTE, by };
}

function read(
  messages: Message[],
  more: {
    notes?: { id: string; sentAt: number }[];
    hasOlder?: boolean;
    unread?: { after: number; count: number } | null;
  } = {},
) {
  return entriesOf({
    messages,
    notes: more.notes ?? [],
    hasOlder: more.hasOlder ?? false,
    unread: more.unread ?? null,
    dayOf: (at) => new Date(at).toDateString(),
    authorOf: ({ by }: Message) => by,
    isInbound: ({ by }: Message) => by === "customer",
    keyOf: ({ id }: Message) => id,
  });
}

describe("the entries of a thread", () => {
  test("begin each day with its own line", () => {
    const keys = read([message("a", 0), message("b", 24 * 60)]).map(
      ({ kind }) => kind,
    );
    expect(keys).toEqual(["day", "message", "day", "message"]);
  });

  test("join what one author writes within five minutes", () => {
    const joins = read([
      message("a", 0),
      message("b", 1),
      message("c", 2, "ai"),
      message("d", 10, "ai"),
    ]).flatMap((entry) =>
      entry.kind === "message" ? [[entry.joinsPrevious, entry.joinsNext]] : [],
    );
    expect(joins).toEqual([
      [false, true],
      [true, false],
      [false, false],
      [false, false],
    ]);
  });

  test("put the unread line before the first new message of the customer", () => {
    const kinds = read(
      [message("a", 0), message("b", 1, "ai"), message("c", 2)],
      { unread: { after: NOON, count: 1 } },
    ).map((entry) => (entry.kind === "message" ? entry.key : entry.kind));
    expect(kinds).toEqual(["day", "a", "b", "unread", "c"]);
  });

  test("place notes by their time and part the messages around them", () => {
    const entries = read([message("a", 0), message("b", 2)], {
      notes: [{ id: "n", sentAt: NOON + MINUTE }],
    });
    expect(entries.map(({ key }) => key).slice(1)).toEqual([
      "a",
      "note:n",
      "b",
    ]);
    expect(entries[1]).toMatchObject({ joinsNext: false });
  });

  test("leave out notes older than the messages that are loaded", () => {
    const notes = [{ id: "n", sentAt: NOON - MINUTE }];
    const kinds = (hasOlder: boolean) =>
      read([message("a", 0)], { notes, hasOlder }).map(({ kind }) => kind);
    expect(kinds(true)).not.toContain("note");
    expect(kinds(false)).toContain("note");
  });

  test("keep every line in its place when older messages are loaded", () => {
    const unread = { after: NOON + MINUTE, count: 2 };
    const newer = [message("c", 2), message("d", 3)];
    const keys = (messages: Message[], hasOlder: boolean) =>
      read(messages, { hasOlder, unread }).map(({ key }) => key);
    const before = keys(newer, true);
    expect(before).toEqual(["c", "d"]);
    const after = keys([message("a", 0), message("b", 1), ...newer], true);
    expect(after).toEqual(["a", "b", "unread", "c", "d"]);
    const whole = keys([message("a", 0), message("b", 1), ...newer], false);
    expect(whole).toHaveLength(6);
    expect(whole.slice(1)).toEqual(after);
  });
});
