// @vitest-environment jsdom
import {
  cleanup,
  fireEvent,
  render,
  screen,
  waitFor,
} from "@testing-library/react";
import { NextIntlClientProvider } from "next-intl";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { OwnKeyPanel } from "@/app/(dashboard)/settings/own-key-panel";
import type { OwnKeyState } from "@/app/(dashboard)/settings/types";
import { appError } from "@/lib/errors";
import { en } from "@/lib/i18n/en";

const KEY = "AIzaSyGood-0123456789-7Q4x";

const onSave = vi.fn<(apiKey: string) => Promise<void>>();
const onCheck = vi.fn<() => void>();
const onRemove = vi.fn<() => Promise<void>>();

beforeEach(() => {
  vi.resetAllMocks();
  onSave.mockResolvedValue();
  onRemove.mockResolvedValue();
});

afterEach(cleanup);

function open(
  key: Partial<NonNullable<OwnKeyState["key"]>> | null,
  isOffered = true,
): void {
  const stored = {
    ending: "7Q4x",
    setAt: 0,
    verdict: "working" as const,
    verdictAt: 0,
    isChecking: false,
  };
  render(
    <NextIntlClientProvider
      locale="en"
      messages={en}
      timeZone="UTC"
      now={new Date(0)}
    >
      <OwnKeyPanel
        state={{ isOffered, key: key === null ? null : { ...stored, ...key } }}
        {...{ onSave, onCheck, onRemove }}
      />
    </NextIntlClientProvider>,
  );
}

const field = () => screen.getByLabelText<HTMLInputElement>("Gemini API key");
const button = (name: string) =>
  screen.getByRole<HTMLButtonElement>("button", { name });
function type(value: string): void {
  fireEvent.change(field(), { target: { value } });
  fireEvent.click(button("Save and test"));
}

test("what is typed is hidden, saved once, and forgotten afterwards", async () => {
  open(null);
  expect(field().type).toBe("password");
  type(KEY);
  await waitFor(() => expect(field().value).toBe(""));
  expect(onSave.mock.calls).toEqual([[KEY]]);
});

test("what can be no key is not sent", () => {
  open(null);
  type("too short");
  expect(onSave).not.toHaveBeenCalled();
  expect(screen.getByText(/20 to 200 characters/)).toBeTruthy();
  expect(field().getAttribute("aria-invalid")).toBe("true");
});

test("a refusal is shown and what was typed stays", async () => {
  onSave.mockRejectedValue(appError("FORBIDDEN", "no"));
  open(null);
  type(KEY);
  expect(await screen.findByText(en.errors.FORBIDDEN)).toBeTruthy();
  expect(field().value).toBe(KEY);
});

test.each(Object.keys(en.settings.ownKey.verdict))(
  "a key that is %s says so and what follows",
  (name) => {
    const verdict = name as keyof typeof en.settings.ownKey.verdict;
    open({ verdict });
    expect(screen.getByRole("status").textContent).toBe(
      en.settings.ownKey.verdict[verdict],
    );
    expect(screen.getByText(en.settings.ownKey.meaning[verdict])).toBeTruthy();
    expect(screen.getByText(/7Q4x/)).toBeTruthy();
  },
);

test("one test at a time, and meanwhile no verdict", () => {
  open({ isChecking: true, verdict: "refused" });
  expect(screen.getByRole("status").textContent).toBe("Being tested…");
  expect(screen.queryByText("Refused by Google")).toBeNull();
  expect(button("Test it").disabled).toBe(true);
});

test("a test is asked for", () => {
  open({});
  fireEvent.click(button("Test it"));
  expect(onCheck).toHaveBeenCalledOnce();
});

test("replacing opens an empty field, which closes when it is done or called off", async () => {
  open({});
  expect(screen.queryByLabelText("Gemini API key")).toBeNull();
  fireEvent.click(button("Replace"));
  expect(field().value).toBe("");
  fireEvent.click(button("Cancel"));
  expect(screen.queryByLabelText("Gemini API key")).toBeNull();
  fireEvent.click(button("Replace"));
  type(KEY);
  await waitFor(() =>
    expect(screen.queryByLabelText("Gemini API key")).toBeNull(),
  );
  expect(onSave).toHaveBeenCalledWith(KEY);
});

test("removing asks first", async () => {
  open({});
  fireEvent.click(button("Remove"));
  expect(onRemove).not.toHaveBeenCalled();
  const dialog = await screen.findByRole("alertdialog");
  expect(dialog.textContent).toContain("7Q4x");
  fireEvent.submit(dialog.querySelector("form") ?? dialog);
  await waitFor(() => expect(onRemove).toHaveBeenCalledOnce());
});

test("where keys cannot be kept, one can only be removed", () => {
  open({ verdict: "unreadable" }, false);
  expect(screen.getByText(/cannot keep keys yet/)).toBeTruthy();
  expect(button("Test it").disabled).toBe(true);
  expect(screen.queryByRole("button", { name: "Replace" })).toBeNull();
  expect(button("Remove").disabled).toBe(false);
  cleanup();
  open(null, false);
  expect(screen.queryByLabelText("Gemini API key")).toBeNull();
});
