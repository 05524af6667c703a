import { describe, expect, test } from "vitest";
import { planHistory } from "../../../local/cli/seed/history/plan";
import { PEOPLE } from "../../../local/cli/seed/history/people";
import { createVirtualClock } from "../../../local/cli/seed/history/virtual-clock";
import { normalizePhone } from "../../../lib/whatsapp/phone";

const NOW = Date.UTC(2026, 2, 18, 11, 30);
const DAY_MS = 86_400_000;

describe("the plan of the demo's history", () => {
  test("is the same for the same moment", () => {
    expect(planHistory(NOW, 28)).toEqual(planHistory(NOW, 28));
  });

  test("goes forward, fills the days asked for and ends before now", () => {
    const instants = planHistory(NOW, 28).map(({ at }) => at);
    expect([...instants].sort((a, b) => a - b)).toEqual(instants);
    expect(instants[0]).toBeGreaterThan(NOW - 29 * DAY_MS);
    expect(instants[0]).toBeLessThan(NOW - 26 * DAY_MS);
    expect(instants.at(-1)).toBeLessThan(NOW);
  });

  test("speaks several languages and shows every kind of step", () => {
    const planned = planHistory(NOW, 28);
    const languages = new Set(planned.map(({ person }) => person.language));
    expect(languages.size).toBeGreaterThanOrEqual(6);
    const kinds = new Set(
      planned.flatMap(({ steps }) => steps.map(({ kind }) => kind)),
    );
    expect([...kinds].sort()).toEqual([
      "ask",
      "ask_for_human",
      "assign",
      "close",
      "contact",
      "label",
      "note",
      "phone",
      "read",
      "resolve",
      "say",
      "snooze",
      "write",
    ]);
  });

  test("gives every customer a number of their own that WhatsApp could know", () => {
    const phones = PEOPLE.map(({ phone }) => normalizePhone(phone));
    expect(phones).not.toContain(null);
    expect(new Set(phones).size).toBe(PEOPLE.length);
  });
});

describe("a virtual clock", () => {
  test("fires what comes due in a jump and keeps what does not", async () => {
    const clock = createVirtualClock(1_000, 1);
    const fired: string[] = [];
    const soon = new Promise<void>((resolve) => {
      clock.after(60_000, () => {
        fired.push("soon");
        resolve();
      });
    });
    const cancelLate = clock.after(10 * 60_000, () => fired.push("late"));
    clock.jumpTo(100_000);
    await soon;
    expect(fired).toEqual(["soon"]);
    expect(clock.now()).toBeGreaterThanOrEqual(100_000);
    cancelLate();
  });

  test("never goes back", () => {
    const clock = createVirtualClock(50_000, 1);
    clock.jumpTo(10_000);
    expect(clock.now()).toBeGreaterThanOrEqual(50_000);
  });

  test("forgets a cancelled timer also after a jump", async () => {
    const clock = createVirtualClock(0, 1);
    const fired: string[] = [];
    const cancel = clock.after(5_000, () => fired.push("cancelled"));
    clock.jumpTo(6_000);
    cancel();
    await new Promise<void>((resolve) => clock.after(1, resolve));
    expect(fired).toEqual([]);
  });
});
