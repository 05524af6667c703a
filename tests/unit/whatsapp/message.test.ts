import { describe, expect, test } from "vitest";
import { parseWahaEvent, type WahaMessage } from "../../../lib/whatsapp/event";
import {
  CUSTOMER_LID,
  CUSTOMER_PHONE,
  DEFAULT_AT,
  GROUP_ID,
  type WahaBody,
} from "../../support/waha-envelope";
import {
  bothForms,
  broadcastMessage,
  contactMessage,
  groupMessage,
  historyMessage,
  lidMessage,
  locationMessage,
  mediaMessage,
  newsletterMessage,
  ownPhoneMessage,
  statusMessage,
  textMessage,
  type MediaKind,
} from "../../support/waha-events";

function messageOf(body: WahaBody): WahaMessage {
  const event = parseWahaEvent(JSON.parse(JSON.stringify(body)));
  if (event.kind !== "message") throw new Error(`It is ${event.kind}.`);
  return event.message;
}

describe("a text message", () => {
  test("is read whole", () => {
    const text = 'Olá! "aspas" & <b>\n\u2028 🙏';
    const body = textMessage({ bareId: "3EB0AA", text, pushName: "João 🙂" });
    expect(messageOf(body)).toEqual({
      bareId: "3EB0AA",
      chatId: `${CUSTOMER_PHONE}@c.us`,
      chatKind: "direct",
      fromMe: false,
      source: "app",
      sentAt: DEFAULT_AT,
      text,
      messageType: "text",
      media: null,
      phone: `+${CUSTOMER_PHONE}`,
      lid: null,
      pushName: "João 🙂",
      replyToId: null,
    });
  });

  test("has the same bare id as `message` and as `message.any`", () => {
    const [first, second] = bothForms();
    expect(first.id).not.toBe(second.id);
    expect(messageOf(first).bareId).toBe(messageOf(second).bareId);
  });

  test("without a body, or a blank one, has no text and no known type", () => {
    for (const text of [null, "", " \n "]) {
      const message = messageOf(textMessage({ text }));
      expect(message.text).toBe("");
      expect(message.messageType).toBe("unknown");
    }
  });

  test("is cut to 65,536 characters without half a character", () => {
    const text = `${"x".repeat(65_535)}🙏`;
    const message = messageOf(textMessage({ text }));
    expect(message.text).toHaveLength(65_536);
    expect(message.text.endsWith("\uFFFD")).toBe(true);
  });

  test("loses NUL characters and lone surrogates, which no database takes", () => {
    const body = textMessage({ text: "a\u0000b\uD800c\uDC00d" });
    expect(messageOf(body).text).toBe("ab\uFFFDc\uFFFDd");
  });

  test("names the message it replies to, bare or not", () => {
    for (const id of ["3EB0BB", `true_${CUSTOMER_PHONE}@c.us_3EB0BB`]) {
      const body = textMessage({ replyTo: { id, body: "?" } });
      expect(messageOf(body).replyToId).toBe("3EB0BB");
    }
    const odd = textMessage();
    odd.payload["replyTo"] = { body: "no id" };
    expect(messageOf(odd).replyToId).toBeNull();
  });

  test("cuts a long name to 100 characters", () => {
    const name = messageOf(textMessage({ pushName: "n".repeat(500) })).pushName;
    expect(name).toHaveLength(100);
  });

  test("takes the name from whatsapp-web.js and GOWS as well", () => {
    const body = textMessage({ pushName: null });
    body.payload["_data"] = { notifyName: " Web " };
    expect(messageOf(body).pushName).toBe("Web");
    body.payload["_data"] = { Info: { PushName: "Go" } };
    expect(messageOf(body).pushName).toBe("Go");
  });
});

describe("the time of a message", () => {
  test.each([
    [1_795_000_000, 1_795_000_000_000],
    [1_795_000_000_000, 1_795_000_000_000],
    [1_795_000_000.5, 1_795_000_000_500],
    ["1795000000", 1_795_000_000_000],
    ["1795000000000", 1_795_000_000_000],
  ])("%j is %j ms", (timestamp, sentAt) => {
    const body = textMessage();
    body.payload["timestamp"] = timestamp;
    expect(messageOf(body).sentAt).toBe(sentAt);
  });

  test.each([0, -1, null, "soon", {}, 1e18, "1e3", "Infinity"])(
    "%j is none, so the engine's time counts",
    (timestamp) => {
      const body = textMessage({ at: DEFAULT_AT + 60_000, sentAt: DEFAULT_AT });
      body.payload["timestamp"] = timestamp;
      expect(messageOf(body).sentAt).toBe(DEFAULT_AT);
    },
  );

  test("of an old message is its own, not the delivery's", () => {
    const body = historyMessage(86_400_000);
    expect(messageOf(body).sentAt).toBe(DEFAULT_AT - 86_400_000);
  });
});

describe("the chat of a message", () => {
  test("behind a lid keeps the lid and finds the phone", () => {
    expect(messageOf(lidMessage())).toMatchObject({
      chatId: `${CUSTOMER_LID}@lid`,
      chatKind: "direct",
      lid: `${CUSTOMER_LID}@lid`,
      phone: `+${CUSTOMER_PHONE}`,
    });
  });

  test("behind a lid has no phone when WhatsApp gives none", () => {
    const message = messageOf(lidMessage({ withPhone: false }));
    expect(message.phone).toBeNull();
    expect(message.lid).toBe(`${CUSTOMER_LID}@lid`);
  });

  test("under a phone learns the lid when the engine gives it", () => {
    const body = textMessage();
    body.payload["_data"] = {
      key: { remoteJidAlt: `${CUSTOMER_LID}:7@lid` },
    };
    expect(messageOf(body)).toMatchObject({
      chatId: `${CUSTOMER_PHONE}@c.us`,
      lid: `${CUSTOMER_LID}@lid`,
    });
  });

  test("is the id's, whatever `from` says", () => {
    const body = textMessage();
    body.payload["from"] = "27999999999@c.us";
    expect(messageOf(body).chatId).toBe(`${CUSTOMER_PHONE}@c.us`);
  });

  test("of a group tells nothing about its author", () => {
    expect(messageOf(groupMessage())).toMatchObject({
      chatId: GROUP_ID,
      chatKind: "group",
      phone: null,
      lid: null,
      pushName: null,
    });
  });

  test("of a group tells nothing about its author on GOWS either", () => {
    const body = groupMessage({ engine: "GOWS" });
    body.payload["_data"] = {
      Info: { Chat: GROUP_ID, SenderAlt: `${CUSTOMER_PHONE}@s.whatsapp.net` },
    };
    expect(messageOf(body)).toMatchObject({ phone: null, lid: null });
  });

  test("is the sender's when the id names no address", () => {
    const body = textMessage();
    body.payload["id"] = "false_nobody@c.us_3EB0AA";
    expect(messageOf(body)).toMatchObject({
      bareId: "3EB0AA",
      chatId: `${CUSTOMER_PHONE}@c.us`,
    });
  });

  test.each([
    ["status", statusMessage()],
    ["newsletter", newsletterMessage()],
    ["broadcast", broadcastMessage()],
  ] as const)("of kind %s is told apart", (kind, body) => {
    expect(messageOf(body).chatKind).toBe(kind);
  });

  test("from the business's own phone is marked as such", () => {
    expect(messageOf(ownPhoneMessage())).toMatchObject({
      fromMe: true,
      source: "app",
    });
  });
});

describe("media", () => {
  test.each([
    "image",
    "video",
    "voice",
    "audio",
    "document",
    "sticker",
  ] satisfies MediaKind[])(
    "%s is recognised, by engine data or type",
    (kind) => {
      const body = mediaMessage(kind, { text: "caption" });
      expect(messageOf(body)).toMatchObject({
        messageType: kind,
        text: "caption",
      });
      delete body.payload["_data"];
      expect(messageOf(body).messageType).toBe(kind);
    },
  );

  test("keeps the path of the file and never its host", () => {
    const { media } = messageOf(
      mediaMessage("document", { bareId: "3EB0AA", filename: "nº 12.pdf" }),
    );
    expect(media).toEqual({
      mimetype: "application/pdf",
      filename: "nº 12.pdf",
      path: "/api/files/ma_test_session/3EB0AA.pdf",
    });
  });

  test.each([
    "http://evil.example/other/path",
    "http://evil.example/api/files/../../secret",
    "http://evil.example/api/files/%2e%2e/%2e%2e/secret",
    "http://evil.example/api/files/a%2fb",
    "http://evil.example/api/files//evil.example/x",
    "file:///api/files/../etc/passwd",
    "/api/files/relative",
    "javascript:alert(1)",
    "not a url",
  ])("%j gives no path", (url) => {
    const body = mediaMessage("image");
    body.payload["media"] = { url, mimetype: "image/jpeg", filename: null };
    expect(messageOf(body).media?.path).toBeNull();
  });

  test("that was not downloaded, or failed to, has no path", () => {
    for (const download of ["none", "failed"] as const) {
      const message = messageOf(mediaMessage("image", { download }));
      expect(message.messageType).toBe("image");
      expect(message.media?.path).toBeNull();
    }
  });

  test("is none when the message says so", () => {
    const body = textMessage();
    body.payload["media"] = { url: "http://x/api/files/a", mimetype: "a/b" };
    expect(messageOf(body).media).toBeNull();
  });

  test("a place and a contact card are no text", () => {
    expect(messageOf(locationMessage()).messageType).toBe("location");
    expect(messageOf(contactMessage()).messageType).toBe("contact");
    const place = locationMessage();
    delete place.payload["_data"];
    expect(messageOf(place).messageType).toBe("location");
    const card = contactMessage();
    delete card.payload["_data"];
    expect(messageOf(card).messageType).toBe("contact");
  });

  test("whatsapp-web.js names its types", () => {
    const body = textMessage({ text: null });
    body.payload["_data"] = { type: "ptt" };
    expect(messageOf(body).messageType).toBe("voice");
  });
});
