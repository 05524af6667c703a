import { describe, expect, test } from "vitest";
import {
  hrefOf,
  parseAddress,
  type InboxAddress,
} from "@/app/(dashboard)/inbox/address";

function parse(href: string): InboxAddress {
  const url = new URL(href, "http://app.example");
  return parseAddress(url.pathname, url.searchParams);
}

const EMPTY: InboxAddress = {
  conversationId: null,
  filter: "open",
  labelId: null,
  numberId: null,
  search: "",
  panel: "auto",
  whyMessageId: null,
  found: null,
};

describe("the inbox's address", () => {
  test("says nothing about what is as usual", () => {
    expect(hrefOf(EMPTY)).toBe("/inbox");
    expect(parse("/inbox")).toEqual(EMPTY);
  });

  test("leads back to everything that was open", () => {
    const address: InboxAddress = {
      conversationId: "c1",
      filter: "waiting",
      labelId: "l1",
      numberId: "n1",
      search: "bread & butter",
      panel: "open",
      whyMessageId: "m1",
      found: { messageId: "m2", sentAt: 1_700_000_000_000 },
    };
    expect(parse(hrefOf(address))).toEqual(address);
  });

  test("falls back to the open conversations for a filter it does not know", () => {
    expect(parse("/inbox?filter=everything").filter).toBe("open");
    expect(parse("/inbox?panel=sideways").panel).toBe("auto");
  });

  test("ignores a found message without a time", () => {
    expect(parse("/inbox/c1?message=m1").found).toBeNull();
    expect(parse("/inbox/c1?message=m1&at=soon").found).toBeNull();
  });

  test("survives a path that cannot be decoded", () => {
    expect(parseAddress("/inbox/%E0%A4%A", new URLSearchParams())).toEqual(
      EMPTY,
    );
  });
});
