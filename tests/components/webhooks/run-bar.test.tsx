// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { NextIntlClientProvider } from "next-intl";
import { type ComponentProps } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { RunBar } from "@/components/webhooks/run-bar";
import { en } from "@/lib/i18n/en";

afterEach(cleanup);

const RUNNING = { status: "running" as const, tried: 3, applied: 2, total: 10 };

function show(props: Partial<ComponentProps<typeof RunBar>>): void {
  render(
    <NextIntlClientProvider locale="en" messages={en} timeZone="UTC">
      <RunBar
        kind="failed_turns"
        run={null}
        start={<button>Begin</button>}
        onStop={null}
        {...props}
      />
    </NextIntlClientProvider>,
  );
}

test("before the first run it says what a run costs and offers to begin one", () => {
  show({});
  expect(screen.getByRole("status").textContent).toContain("costs");
  expect(screen.getByRole("button", { name: "Begin" })).toBeTruthy();
});

test("a run shows how far it is and can be stopped, and no second one begun", () => {
  const onStop = vi.fn(() => Promise.resolve());
  show({ run: RUNNING, onStop });
  expect(screen.getByRole("status").textContent).toBe("3 of 10 tried, 2 begun");
  expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe(
    "3",
  );
  expect(screen.queryByRole("button", { name: "Begin" })).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Stop" }));
  expect(onStop).toHaveBeenCalledOnce();
});

test("whoever may not stop it sees no button for it", () => {
  show({ run: RUNNING });
  expect(screen.queryByRole("button")).toBeNull();
});

test("more than were counted at the beginning never make it more than whole", () => {
  show({ run: { ...RUNNING, tried: 12 } });
  expect(screen.getByRole("status").textContent).toContain("12 of 12");
});

test.each([
  ["done" as const, "Last run: 3 tried, 2 begun"],
  ["stopped" as const, "Last run, stopped: 3 tried, 2 begun"],
])("a run that is %s says what came of it", (status, text) => {
  show({ run: { ...RUNNING, status } });
  expect(screen.getByRole("status").textContent).toBe(text);
});
