// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { MessageText } from "@/app/(dashboard)/inbox/thread/message-text";
import { textParts } from "@/app/(dashboard)/inbox/thread/text-parts";

afterEach(cleanup);

describe("the text of a message", () => {
  test("is shown as text, whatever markup it holds", () => {
    const text = '<img src=x onerror="alert(1)"><b>hello</b>';
    const { container } = render(<MessageText text={text} />);
    expect(container.textContent).toBe(text);
    expect(container.querySelector("img, b")).toBeNull();
  });

  test("links web addresses without telling where the reader comes from", () => {
    render(<MessageText text="Menu: https://bakery.example/menu?x=1." />);
    const link = screen.getByRole("link");
    expect(link.getAttribute("href")).toBe("https://bakery.example/menu?x=1");
    expect(link.getAttribute("rel")).toBe("noopener noreferrer nofollow");
    expect(link.getAttribute("target")).toBe("_blank");
  });

  test.each(["javascript:alert(1)", "data:text/html,x", "ftp://host.example"])(
    "never links %s",
    (text) => {
      expect(textParts(text)).toEqual([{ kind: "text", text }]);
    },
  );

  test("keeps brackets that belong to an address and drops those around it", () => {
    const shown = (text: string) =>
      textParts(text).flatMap((part) =>
        part.kind === "link" ? [part.text] : [],
      );
    expect(shown("(see https://a.example/b)")).toEqual(["https://a.example/b"]);
    expect(shown("https://a.example/b_(c)")).toEqual([
      "https://a.example/b_(c)",
    ]);
    expect(shown("www.a.example, www.b.example!")).toEqual([
      "www.a.example",
      "www.b.example",
    ]);
  });

  test("loses no character", () => {
    const text = "a https://x.example b\nwww.y.example\n\nc";
    expect(
      textParts(text)
        .map((part) => part.text)
        .join(""),
    ).toBe(text);
  });
});
