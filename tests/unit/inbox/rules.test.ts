import { describe, expect, test } from "vitest";
import { isSnoozeTime } from "../../../lib/conversations/snooze";
import { parseAuthor } from "../../../lib/inbox/author";
import { mayClaim } from "../../../lib/inbox/presence";
import { isRetryable } from "../../../lib/inbox/retryable";
import { searchWords, snippetOf } from "../../../lib/inbox/search";

const NOW = 1_800_000_000_000;

test.each([
  ["customer", { kind: "customer" }],
  ["phone", { kind: "phone" }],
  ["system:consent", { kind: "system", purpose: "consent" }],
  [
    "user:https://clerk.test|user_1",
    { kind: "member", subject: "https://clerk.test|user_1" },
  ],
])("the author %s is read", (stored, parsed) => {
  expect(parseAuthor(stored)).toEqual(parsed);
});

test.each([
  [59_999, false],
  [60_000, true],
  [366 * 86_400_000, true],
  [366 * 86_400_000 + 1, false],
  [60_000.5, false],
  [Infinity, false],
])("a snooze of %s ms is taken: %s", (ms, taken) => {
  expect(isSnoozeTime(NOW + ms, NOW)).toBe(taken);
});

describe("the composer's lock", () => {
  test("is free, one's own, a colleague's, or over", () => {
    expect(mayClaim(null, "me", NOW)).toBe(true);
    expect(mayClaim({ memberId: "me", until: NOW + 1 }, "me", NOW)).toBe(true);
    expect(mayClaim({ memberId: "you", until: NOW + 1 }, "me", NOW)).toBe(
      false,
    );
    expect(mayClaim({ memberId: "you", until: NOW }, "me", NOW)).toBe(true);
  });
});

describe("C4 what may be sent again", () => {
  const judge = (
    status: Parameters<typeof isRetryable>[0]["status"],
    reason: string | null = null,
    wasRetried = false,
  ) => isRetryable({ status, reason, wasRetried });

  test("only what surely did not arrive, and only once", () => {
    expect(judge("failed", "rate_limited")).toBe(true);
    expect(judge("failed", "rate_limited", true)).toBe(false);
    for (const status of [
      "queued",
      "sending",
      "sent",
      "delivered",
      "read",
      "unknown",
    ] as const) {
      expect(judge(status)).toBe(false);
    }
  });

  test("a blocked message only where the cause can pass", () => {
    expect(judge("blocked", "not_connected")).toBe(true);
    expect(judge("blocked", "kill_switch")).toBe(true);
    expect(judge("blocked", "superseded")).toBe(false);
    expect(judge("blocked", "turn_closed")).toBe(false);
    expect(judge("blocked", null)).toBe(false);
  });
});

describe("the search", () => {
  test("takes 2 to 100 characters", () => {
    expect(searchWords(" a ")).toBeNull();
    expect(searchWords(" ab ")).toBe("ab");
    expect(searchWords("x".repeat(101))).toBeNull();
  });

  test("shows the words in their place, on one line", () => {
    const text = `${"before ".repeat(20)}\n\nthe Delivery is late ${"after ".repeat(30)}`;
    const snippet = snippetOf(text, "delivery");
    expect(snippet).toContain("the Delivery is late");
    expect(snippet.startsWith("…")).toBe(true);
    expect(snippet.endsWith("…")).toBe(true);
    expect(snippet.length).toBeLessThanOrEqual(122);
    expect(snippetOf("short", "other")).toBe("short");
  });
});
