import { describe, expect, test } from "vitest";
import { boundsOf, isMonth, monthOf } from "../../../lib/audit/month";
import { figuresOf, responseTimesOf } from "../../../lib/audit/security-report";

describe("I7 the figures of a month", () => {
  test("count exactly the actions they are named after", () => {
    const actions = [
      "session.started",
      "access.denied",
      "access.foreign_id",
      "webhook.rejected",
      "credits.top_up",
      "credits.top_up_undone",
      "contacts.export",
      "contact.export",
      "credits.books_exported",
      "export.ai_usage",
      "contact.erased",
      "business.erased",
      "role.operator",
      "member.removed",
      "invitation.created",
      "settings.tenant",
      "operator.access_opened",
      "contacts.import",
      "contact.erase",
      "message.phrased",
    ].map((action, index) => ({ action, count: 10 ** (index % 5) }));
    expect(figuresOf(actions)).toEqual({
      signIns: 1,
      violations: 10,
      foreignIds: 100,
      rejectedMinutes: 1000,
      topUps: 10_000,
      exports: 10 + 100 + 1000 + 10_000,
      erasures: 1 + 10,
      roles: 100 + 1000 + 10_000,
      settings: 1,
      operatorAccesses: 10,
    });
  });
});

describe("I7 response times", () => {
  const alert = (minutes: number | null) => ({
    raisedAt: 1000,
    acknowledgedAt: minutes === null ? null : 1000 + minutes * 60_000,
  });

  test("are unknown while nobody has answered", () => {
    expect(responseTimesOf([alert(null)])).toEqual({
      raised: 1,
      acknowledged: 0,
      medianMs: null,
      longestMs: null,
    });
  });

  test("are the middle and the longest of the answered", () => {
    const odd = [alert(9), alert(1), alert(null), alert(3)];
    expect(responseTimesOf(odd)).toEqual({
      raised: 4,
      acknowledged: 3,
      medianMs: 3 * 60_000,
      longestMs: 9 * 60_000,
    });
    expect(responseTimesOf([alert(1), alert(4)]).medianMs).toBe(2.5 * 60_000);
  });
});

describe("a month", () => {
  test("is UTC's, from its first instant to the next one's", () => {
    const { from, to } = boundsOf("2026-12");
    expect(monthOf(from)).toBe("2026-12");
    expect(monthOf(to - 1)).toBe("2026-12");
    expect(monthOf(to)).toBe("2027-01");
  });

  test("has a name of one form", () => {
    expect(isMonth("2026-01")).toBe(true);
    for (const text of [
      "2026-13",
      "2026-00",
      "2026-1",
      "26-01",
      "2026-01-01",
    ]) {
      expect(isMonth(text)).toBe(false);
    }
  });
});
