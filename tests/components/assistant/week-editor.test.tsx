// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { NextIntlClientProvider } from "next-intl";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import { WeekEditor } from "@/app/(dashboard)/assistant/week-editor";
import type { OpenRange } from "@/lib/assistant/hours";
import { en } from "@/lib/i18n/en";

afterEach(cleanup);

const NINE_TO_FIVE = { fromMinute: 540, toMinute: 1_020 };

function open(start: OpenRange[]): () => OpenRange[] {
  let latest = start;
  function Editor() {
    const [week, setWeek] = useState(start);
    latest = week;
    return <WeekEditor value={week} onChange={setWeek} error={undefined} />;
  }
  render(
    <NextIntlClientProvider locale="en" messages={en} timeZone="UTC">
      <Editor />
    </NextIntlClientProvider>,
  );
  return () => latest;
}

const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

test("a day opens with office hours and closes without any", () => {
  const week = open([]);
  fireEvent.click(screen.getByRole("checkbox", { name: "Tuesday" }));
  expect(week()).toEqual([{ day: 1, ...NINE_TO_FIVE }]);
  fireEvent.click(screen.getByRole("checkbox", { name: "Tuesday" }));
  expect(week()).toEqual([]);
});

test("times are minutes of the day, and midnight as an end is its last", () => {
  const week = open([{ day: 0, ...NINE_TO_FIVE }]);
  type("Monday, from", "07:30");
  type("Monday, to", "00:00");
  expect(week()).toEqual([{ day: 0, fromMinute: 450, toMinute: 1_440 }]);
  expect(screen.queryByText("next day")).toBeNull();
});

test("an end before the beginning says that it is on the next day", () => {
  const week = open([{ day: 4, ...NINE_TO_FIVE }]);
  type("Friday, to", "02:00");
  expect(week()).toEqual([{ day: 4, fromMinute: 540, toMinute: 120 }]);
  expect(screen.getByText("next day")).toBeTruthy();
});

test("a cleared time changes nothing", () => {
  const week = open([{ day: 0, ...NINE_TO_FIVE }]);
  type("Monday, from", "");
  expect(week()).toEqual([{ day: 0, ...NINE_TO_FIVE }]);
});

test("one day is copied to all, in their order", () => {
  const week = open([
    { day: 0, ...NINE_TO_FIVE },
    { day: 6, fromMinute: 600, toMinute: 720 },
  ]);
  fireEvent.click(
    screen.getByRole("button", { name: "Copy Monday to all days" }),
  );
  expect(week()).toEqual(
    [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, ...NINE_TO_FIVE })),
  );
});
