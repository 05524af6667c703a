import { describe, expect, test } from "vitest";
import { readFilter, writeFilter } from "../../../lib/contacts/filter";
import { countryOf, phonePrefix } from "../../../lib/contacts/search";

describe("a search that is a number", () => {
  test.each([
    ["+27 82", "+2782"],
    ["0027 82", "+2782"],
    ["27821", "+27821"],
    ["082 123", "+2782123"],
    ["Thandi", null],
    ["12", null],
    ["7 of 9", null],
  ])("%s means %s", (text, prefix) => {
    expect(phonePrefix(text, "ZA")).toBe(prefix);
  });

  test("a leading 0 means nothing without a country", () => {
    expect(phonePrefix("082 123", null)).toBeNull();
  });

  test("the business's own number says the country", () => {
    expect(countryOf(["nonsense", "+27820000001"])).toBe("ZA");
    expect(countryOf([])).toBeNull();
  });
});

describe("the filter in the address", () => {
  test("is read back as it was written", () => {
    const filter = {
      search: "a&b=c",
      stage: "lost",
      consent: "opted_in",
      tag: "vip +",
    } as const;
    expect(readFilter(new URLSearchParams(writeFilter(filter)))).toEqual(
      filter,
    );
    expect(writeFilter({})).toBe("");
  });

  test("leaves out what it does not know", () => {
    expect(
      readFilter(new URLSearchParams("stage=friend&consent=yes&q=%20&tag=")),
    ).toEqual({});
  });
});
