import { afterEach, beforeEach, expect, test } from "vitest";

import { startRig, until, type Rig } from "./rig";

let rig: Rig;
const CHAT = "27821234567@c.us";

beforeEach(async () => {
  rig = await startRig();
  await rig.working("acme");
});

afterEach(async () => {
  await rig.close();
});

test("media comes with an address that needs the key, and a voice note has no body", async () => {
  await rig.say("acme", {
    messageId: "3EB0V",
    media: {
      kind: "voice",
      mimetype: "audio/ogg; codecs=opus",
      data: Buffer.from("opus").toString("base64"),
    },
  });
  const { body } = await until("message", () => rig.receiver.of("message")[0]);
  expect(body.payload).toMatchObject({
    body: null,
    hasMedia: true,
    media: {
      url: `${rig.waha.url}/api/files/acme/3EB0V.oga`,
      filename: null,
      mimetype: "audio/ogg; codecs=opus",
    },
  });
  const open = await fetch(body.payload.media.url);
  expect(open.status).toBe(401);
  const file = await rig.request("GET", "/api/files/acme/3EB0V.oga");
  expect(file.text).toBe("opus");
});

test("sendImage takes base64 and echoes a media message; an address is refused by name", async () => {
  const sent = await rig.request("POST", "/api/sendImage", {
    session: "acme",
    chatId: CHAT,
    caption: "menu",
    file: { mimetype: "image/png", data: "aGk=", filename: "menu.png" },
  });
  expect(sent.status).toBe(201);
  const echo = await until("echo", () => rig.receiver.of("message.any")[0]);
  expect(echo.body.payload).toMatchObject({ body: "menu", hasMedia: true });
  const byUrl = await rig.request("POST", "/api/sendImage", {
    session: "acme",
    chatId: CHAT,
    file: { mimetype: "image/png", url: "http://127.0.0.1/x.png" },
  });
  expect(byUrl.status).toBe(501);
});
