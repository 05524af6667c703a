// @vitest-environment jsdom
import {
  cleanup,
  fireEvent,
  render,
  screen,
  waitFor,
} from "@testing-library/react";
import { NextIntlClientProvider } from "next-intl";
import { afterEach, expect, test, vi } from "vitest";
import { ErrorSentences } from "@/components/feedback/error-sentences";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { appError } from "@/lib/errors";
import { en } from "@/lib/i18n/en";

afterEach(cleanup);

function open(onConfirm: () => unknown, typed?: string) {
  render(
    <NextIntlClientProvider locale="en" timeZone="UTC" messages={en}>
      <ErrorSentences>
        <ConfirmDialog
          trigger={<button type="button">Open</button>}
          title="Delete the number?"
          description="Its history stays."
          confirmLabel="Delete for good"
          onConfirm={onConfirm}
          {...(typed === undefined ? {} : { typed })}
        />
      </ErrorSentences>
    </NextIntlClientProvider>,
  );
  fireEvent.click(screen.getByText("Open"));
  return screen.getByRole<HTMLButtonElement>("button", {
    name: "Delete for good",
  });
}

test("does what was confirmed and closes", async () => {
  const onConfirm = vi.fn();
  fireEvent.click(open(onConfirm));
  expect(onConfirm).toHaveBeenCalledTimes(1);
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
});

test("waits until the words are typed", () => {
  const onConfirm = vi.fn();
  const confirm = open(onConfirm, "Bakery");
  expect(confirm.disabled).toBe(true);
  fireEvent.change(screen.getByLabelText("Type “Bakery” to confirm"), {
    target: { value: "bakery" },
  });
  expect(confirm.disabled).toBe(true);
  fireEvent.change(screen.getByLabelText("Type “Bakery” to confirm"), {
    target: { value: "Bakery " },
  });
  expect(confirm.disabled).toBe(false);
});

test("stays open and says why it failed", async () => {
  fireEvent.click(
    open(() => Promise.reject(appError("FORBIDDEN", "not for people"))),
  );
  await screen.findByText(en.errors.FORBIDDEN);
  expect(screen.queryByText("not for people")).toBeNull();
});
