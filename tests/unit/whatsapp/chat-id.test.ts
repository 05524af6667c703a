import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseChatId, parseMessageId } from "../../../lib/whatsapp/chat-id";

describe("a chat id", () => {
  test.each([
    ["27725550123@c.us", "direct", "27725550123@c.us", "+27725550123", null],
    [
      "27725550123@s.whatsapp.net",
      "direct",
      "27725550123@c.us",
      "+27725550123",
      null,
    ],
    [
      "27725550123:12@s.whatsapp.net",
      "direct",
      "27725550123@c.us",
      "+27725550123",
      null,
    ],
    [" 27725550123@C.US ", "direct", "27725550123@c.us", "+27725550123", null],
    [
      "90020000000002@lid",
      "direct",
      "90020000000002@lid",
      null,
      "90020000000002@lid",
    ],
    [
      "90020000000002:3@lid",
      "direct",
      "90020000000002@lid",
      null,
      "90020000000002@lid",
    ],
    ["120363999000000001@g.us", "group", "120363999000000001@g.us", null, null],
    [
      "27725550123-1590000000@g.us",
      "group",
      "27725550123-1590000000@g.us",
      null,
      null,
    ],
    ["status@broadcast", "status", "status@broadcast", null, null],
    ["1795000000@broadcast", "broadcast", "1795000000@broadcast", null, null],
    ["120363888@newsletter", "newsletter", "120363888@newsletter", null, null],
    // WhatsApp's own announcements, and things that are no address.
    ["0@c.us", "unknown", "0@c.us", null, null],
    ["abc@c.us", "unknown", "abc@c.us", null, null],
    [
      "12345678901234567890@c.us",
      "unknown",
      "12345678901234567890@c.us",
      null,
      null,
    ],
    ["27725550123", "unknown", "27725550123", null, null],
    ["@c.us", "unknown", "@c.us", null, null],
    ["", "unknown", "", null, null],
    ["123@bot", "unknown", "123@bot", null, null],
  ])("%j is a %s chat", (text, kind, chatId, phone, lid) => {
    expect(parseChatId(text)).toEqual({ kind, chatId, phone, lid });
  });

  test("normalising again changes nothing, whatever the text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const once = parseChatId(text);
        expect(parseChatId(once.chatId)).toEqual(once);
      }),
    );
  });
});

describe("a message id", () => {
  test.each([
    ["true_27725550123@c.us_3EB0AA", true, "27725550123@c.us", "3EB0AA"],
    [
      "false_27725550123@s.whatsapp.net_3EB0AA",
      false,
      "27725550123@c.us",
      "3EB0AA",
    ],
    ["false_90020000000002@lid_3A_B", false, "90020000000002@lid", "3A_B"],
    [
      "false_120363999@g.us_3EB0AA_90020000000002@lid",
      false,
      "120363999@g.us",
      "3EB0AA",
    ],
    [
      "true_120363999@g.us_3EB0AA_27725550123@c.us",
      true,
      "120363999@g.us",
      "3EB0AA",
    ],
    [
      "false_status@broadcast_3EB0AA_27725550123@c.us",
      false,
      "status@broadcast",
      "3EB0AA",
    ],
    ["3EB0AA", null, null, "3EB0AA"],
    ["true_3EB0AA", null, null, "true_3EB0AA"],
    ["false_nochat_3EB0AA", null, null, "false_nochat_3EB0AA"],
    [
      "maybe_27725550123@c.us_3EB0AA",
      null,
      null,
      "maybe_27725550123@c.us_3EB0AA",
    ],
    ["true_27725550123@c.us_", null, null, "true_27725550123@c.us_"],
  ])("%j is taken apart", (text, fromMe, chatId, bareId) => {
    expect(parseMessageId(text)).toEqual({ fromMe, chatId, bareId });
  });

  test("the bare id of the same message is equal under a phone and a lid chat", () => {
    expect(parseMessageId("false_27725550123@c.us_3EB0AA").bareId).toBe(
      parseMessageId("false_90020000000002@lid_3EB0AA").bareId,
    );
  });
});
