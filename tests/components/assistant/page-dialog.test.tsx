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
import { PageDialog } from "@/app/(dashboard)/assistant/knowledge-page-dialog";
import { asAddress } from "@/app/(dashboard)/assistant/use-web-page";
import { en } from "@/lib/i18n/en";

const mutation = vi.hoisted(() => vi.fn());
vi.mock("convex/react", () => ({ useMutation: () => mutation }));

const fetched = vi.fn<typeof fetch>();

beforeEach(() => {
  mutation.mockReset().mockResolvedValue({ added: 2, skipped: 0 });
  fetched.mockReset();
  vi.stubGlobal("fetch", fetched);
});

afterEach(cleanup);

const { page: words } = en.assistant;

async function readPage(answer: Response | Error, address = "shop.example") {
  if (answer instanceof Error) fetched.mockRejectedValue(answer);
  else fetched.mockResolvedValue(answer);
  render(
    <NextIntlClientProvider locale="en" messages={en} timeZone="UTC">
      <PageDialog categories={[]} trigger={<button>Open</button>} />
    </NextIntlClientProvider>,
  );
  fireEvent.click(screen.getByRole("button", { name: "Open" }));
  const field = screen.getByLabelText(words.address);
  fireEvent.change(field, { target: { value: address } });
  fireEvent.submit(field);
  await waitFor(() => expect(screen.queryByText(words.reading)).toBeNull());
}

const page = (text: string, isShortened = false) =>
  Response.json({ title: "Prices", text, isShortened });

const valueOf = (name: string) =>
  screen.getByLabelText<HTMLInputElement>(name).value;

test("people leave the beginning of an address out", () => {
  expect(asAddress(" shop.example/a ")).toBe("https://shop.example/a");
  expect(asAddress("shop.example:443")).toBe("https://shop.example:443");
  expect(asAddress("HTTP://shop.example")).toBe("HTTP://shop.example");
  expect(asAddress("file:///etc/passwd")).toBe("file:///etc/passwd");
});

test("a page that fits becomes the form of one entry, and nothing is saved yet", async () => {
  await readPage(page("# Bread\n\nA loaf is R35."));
  const [url, init] = fetched.mock.calls[0] ?? [];
  expect(url).toBe("/api/knowledge/page");
  expect(init?.body).toBe('{"url":"https://shop.example"}');
  expect(valueOf("Title or question")).toBe("Prices");
  expect(valueOf("Content")).toBe("Bread\n\nA loaf is R35.");
  expect(document.activeElement?.textContent).toContain("shop.example");
  expect(mutation).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() =>
    expect(mutation).toHaveBeenCalledWith({
      title: "Prices",
      content: "Bread\n\nA loaf is R35.",
      category: "",
    }),
  );
});

test("a longer one becomes an entry for each heading", async () => {
  const story = "word ".repeat(700).trim();
  await readPage(page(`Hello.\n\n# One\n${story}\n\n# Two\n${story}`, true));
  expect(screen.getByText(new RegExp(words.shortened))).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Add 3 entries" }));
  await waitFor(() => expect(mutation).toHaveBeenCalledOnce());
  expect(mutation.mock.calls[0]?.[0]).toEqual({
    category: "shop.example",
    entries: [
      { title: "Prices", content: "Hello." },
      { title: "One", content: story },
      { title: "Two", content: story },
    ],
  });
});

test.each(Object.entries(words.faults))(
  "%s is said in words, and the address stays",
  async (reason, sentence) => {
    const error = { code: "CONTENT_BLOCKED", message: "x", reason };
    await readPage(Response.json({ error }, { status: 422 }), "x.example");
    expect(await screen.findByText(sentence)).toBeTruthy();
    expect(valueOf(words.address)).toBe("x.example");
  },
);

test.each([
  [
    Response.json({ error: { code: "RATE_LIMITED" } }, { status: 429 }),
    en.errors.RATE_LIMITED,
  ],
  [
    Response.json({ error: { code: "FORBIDDEN" } }, { status: 403 }),
    en.errors.FORBIDDEN,
  ],
  [new Response("<html>", { status: 502 }), en.errors.unknown],
  [Response.json({ title: 1 }), en.errors.unknown],
  [new TypeError("Failed to fetch"), en.errors.unknown],
])("every other failure is a sentence too", async (answer, sentence) => {
  await readPage(answer);
  expect(await screen.findByText(sentence)).toBeTruthy();
});
