import { ConvexError } from "convex/values";
import { describe, expect, test } from "vitest";
import { blockOf } from "@/app/(dashboard)/inbox/composer/block";
import { composerLockHolder } from "@/app/(dashboard)/inbox/composer/composer-lock-holder";
import { snoozeTimes } from "@/app/(dashboard)/inbox/thread/snooze-times";

const FREE = { canReply: true, blocked: null, lock: null, isForced: false };
const LOCK = { person: { name: "Thandi", isMe: false } };

describe("what keeps a reply from being written", () => {
  test("is nothing when all is well", () => {
    expect(blockOf(FREE)).toBeNull();
  });

  test("is the role before anything else", () => {
    expect(
      blockOf({ ...FREE, canReply: false, blocked: "opted_out", lock: LOCK }),
    ).toEqual({ kind: "viewer" });
  });

  test("is a colleague who writes, until the person insists", () => {
    expect(blockOf({ ...FREE, lock: LOCK })).toEqual({
      kind: "locked",
      name: "Thandi",
    });
    expect(blockOf({ ...FREE, lock: LOCK, isForced: true })).toBeNull();
  });

  test("is never one's own lock", () => {
    const mine = { person: { name: "Me", isMe: true } };
    expect(blockOf({ ...FREE, lock: mine })).toBeNull();
  });

  test("cannot be forced where sending is refused", () => {
    expect(
      blockOf({ ...FREE, blocked: "opted_out", lock: LOCK, isForced: true }),
    ).toEqual({ kind: "opted_out" });
  });
});

describe("who holds the composer", () => {
  test("is read from the refusal", () => {
    const refusal = new ConvexError({
      code: "CONFLICT",
      message: "x",
      details: { reason: "composer_locked", name: "Thandi", until: 1 },
    });
    expect(composerLockHolder(refusal)).toBe("Thandi");
  });

  test("is nobody for any other refusal", () => {
    expect(
      composerLockHolder(new ConvexError({ code: "CONFLICT" })),
    ).toBeNull();
    expect(composerLockHolder(new Error("composer_locked"))).toBeNull();
  });
});

describe("the times offered for a snooze", () => {
  const at = (day: number, hour: number) =>
    new Date(2026, 4, day, hour).getTime();

  test("lie ahead, on the hour, in the browser's zone", () => {
    // The 4th of May 2026 is a Monday.
    expect(snoozeTimes(at(4, 10))).toEqual([
      { preset: "hour", at: at(4, 11) },
      { preset: "evening", at: at(4, 18) },
      { preset: "tomorrow", at: at(5, 9) },
      { preset: "monday", at: at(11, 9) },
    ]);
  });

  test("leave out an evening that has come", () => {
    const presets = snoozeTimes(at(4, 19)).map(({ preset }) => preset);
    expect(presets).toEqual(["hour", "tomorrow", "monday"]);
  });

  test("find the coming Monday from a Sunday", () => {
    expect(snoozeTimes(at(10, 8)).at(-1)?.at).toBe(at(11, 9));
  });
});
