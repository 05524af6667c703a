import { describe, expect, test } from "vitest";
import {
  renderCannedReply,
  unknownVariables,
} from "../../../lib/inbox/canned-reply";

const VALUES = {
  "contact.name": "Thandi",
  "business.name": "Harbour Bakery",
  "agent.name": "Sam",
};

describe("C8 a canned reply", () => {
  test("is filled, with or without spaces in the braces", () => {
    expect(
      renderCannedReply(
        "Hi {{contact.name}}, {{ agent.name }} of {{business.name}} here.",
        VALUES,
      ),
    ).toEqual({ ok: true, text: "Hi Thandi, Sam of Harbour Bakery here." });
  });

  test("names each missing variable once and gives no text", () => {
    expect(
      renderCannedReply("{{contact.name}} {{contact.name}} {{agent.name}}", {
        ...VALUES,
        "contact.name": null,
        "agent.name": " ",
      }),
    ).toEqual({ ok: false, missing: ["contact.name", "agent.name"] });
  });

  test("does not read placeholders or replacement patterns in a value", () => {
    expect(
      renderCannedReply("Hi {{contact.name}}", {
        ...VALUES,
        "contact.name": "{{agent.name}} $& $1",
      }),
    ).toEqual({ ok: true, text: "Hi {{agent.name}} $& $1" });
  });

  test("has no variables but the known ones", () => {
    expect(
      unknownVariables("{{contact.name}} {{contact.age}} {{}} {{contact.age}}"),
    ).toEqual(["contact.age", ""]);
    expect(renderCannedReply("{{constructor}}", VALUES)).toEqual({
      ok: false,
      missing: ["constructor"],
    });
  });
});
