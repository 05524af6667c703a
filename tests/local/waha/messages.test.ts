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

test("a customer's text has the payload WAHA captured on the wire", async () => {
  await rig.say("acme", {
    text: "Olá 🙏",
    name: "João",
    messageId: "3EB0AAAA",
  });
  const { body } = await until("message", () => rig.receiver.of("message")[0]);
  expect(body.payload).toEqual({
    id: `false_${CHAT}_3EB0AAAA`,
    timestamp: expect.any(Number),
    from: CHAT,
    fromMe: false,
    source: "app",
    body: "Olá 🙏",
    hasMedia: false,
    media: null,
    ack: 2,
    ackName: "DEVICE",
    replyTo: null,
    _data: {
      key: {
        remoteJid: "27821234567@s.whatsapp.net",
        fromMe: false,
        id: "3EB0AAAA",
      },
      messageTimestamp: body.payload.timestamp,
      pushName: "João",
      message: { conversation: "Olá 🙏" },
      status: 3,
    },
  });
});

test("under the hidden id the number is only in the engine's data, and lids lead back to it", async () => {
  await rig.say("acme", { text: "hi", lid: true });
  const { body } = await until("message", () => rig.receiver.of("message")[0]);
  expect(body.payload.from).toMatch(/^\d{15}@lid$/);
  expect(body.payload._data.key.remoteJidAlt).toBe(
    "27821234567@s.whatsapp.net",
  );
  const lid = await rig.request("GET", `/api/acme/lids/${body.payload.from}`);
  expect(lid.body).toEqual({ lid: body.payload.from, pn: CHAT });
  const back = await rig.request("GET", "/api/acme/lids/pn/27821234567");
  expect(back.body).toEqual(lid.body);
  const unknown = await rig.request("GET", "/api/acme/lids/1@lid");
  expect(unknown.body).toEqual({ lid: "1@lid", pn: null });
  const reply = await rig.sendText("acme", "hello", {
    chatId: body.payload.from,
  });
  expect(reply.status).toBe(201);
  const chat = await rig.request("GET", `/control/sessions/acme/chats/${CHAT}`);
  expect(chat.body.messages).toHaveLength(2);
});

test("sendText answers the engine's raw message and keeps a pre-generated id", async () => {
  const { body: fresh } = await rig.request("GET", "/api/acme/new-message-id");
  expect(fresh.id).toMatch(/^3EB0[0-9A-F]{18}$/);
  const sent = await rig.sendText("acme", "hello", { id: fresh.id });
  expect(sent.status).toBe(201);
  expect(sent.body).toEqual({
    key: {
      remoteJid: "27821234567@s.whatsapp.net",
      fromMe: true,
      id: fresh.id,
    },
    message: { extendedTextMessage: { text: "hello" } },
    messageTimestamp: expect.stringMatching(/^\d{10}$/),
    status: "PENDING",
  });
});

test("an API send comes back as message.any only, then its acks come: server, device, read", async () => {
  await rig.sendText("acme", "hello", { id: "3EB0F6" });
  const acks = await until("three acks", () => {
    const all = rig.receiver.of("message.ack");
    return all.length === 3 && all;
  });
  expect(acks.map((each) => each.body.payload.ack).sort()).toEqual([1, 2, 3]);
  expect(acks.map((each) => each.body.payload.id)).toEqual(
    Array<string>(3).fill(`true_${CHAT}_3EB0F6`),
  );
  const [echo] = rig.receiver.of("message.any");
  expect(echo?.body.payload).toMatchObject({
    id: `true_${CHAT}_3EB0F6`,
    from: CHAT,
    fromMe: true,
    source: "api",
    ack: 0,
    ackName: "PENDING",
  });
  expect(rig.receiver.of("message")).toEqual([]);
});

test("a message from the business's own phone is message.any with source app", async () => {
  await rig.request("POST", "/control/sessions/acme/takeover", {
    to: CHAT,
    text: "I take over",
  });
  const echo = await until("echo", () => rig.receiver.of("message.any")[0]);
  expect(echo.body.payload).toMatchObject({
    from: CHAT,
    fromMe: true,
    source: "app",
    body: "I take over",
  });
});

test("a reply quotes the bare id and the body of the other message", async () => {
  await rig.say("acme", { text: "when?", messageId: "3EB0Q" });
  await rig.sendText("acme", "now", { reply_to: `false_${CHAT}_3EB0Q` });
  const echo = await until("echo", () =>
    rig.receiver.of("message.any").find((each) => each.body.payload.fromMe),
  );
  expect(echo.body.payload.replyTo).toMatchObject({
    id: "3EB0Q",
    body: "when?",
  });
});

test("the message list filters by sender and time and is newest first", async () => {
  await rig.say("acme", { text: "old", ageSeconds: 3_600 });
  await rig.say("acme", { text: "new" });
  await rig.sendText("acme", "answer");
  const list = async (query: string) =>
    (
      await rig.request("GET", `/api/acme/chats/${CHAT}/messages?${query}`)
    ).body.map((each: { body: string }) => each.body);
  expect(await list("limit=10")).toEqual(["answer", "new", "old"]);
  expect(await list("limit=10&filter.fromMe=true")).toEqual(["answer"]);
  const since = Math.floor(Date.now() / 1000) - 600;
  expect(
    await list(`limit=10&filter.fromMe=false&filter.timestamp.gte=${since}`),
  ).toEqual(["new"]);
  expect(await list("limit=1&offset=1")).toEqual(["new"]);
  const all = await rig.request("GET", "/api/acme/chats/all/messages?limit=10");
  expect(all.body).toHaveLength(3);
  const overview = await rig.request("GET", "/api/acme/chats/overview");
  expect(overview.body).toMatchObject([
    { id: CHAT, lastMessage: { body: "answer" } },
  ]);
});

test("sendSeen turns the customer's ticks blue and answers empty", async () => {
  await rig.say("acme", { text: "hi" });
  const seen = await rig.request("POST", "/api/sendSeen", {
    session: "acme",
    chatId: CHAT,
  });
  expect([seen.status, seen.text]).toEqual([201, ""]);
  const chat = await rig.request("GET", `/control/sessions/acme/chats/${CHAT}`);
  expect(chat.body.messages[0].ack).toBe(3);
});

test("typing shows on the customer's phone until it stops or a message comes", async () => {
  const typing = async () =>
    (await rig.request("GET", `/control/sessions/acme/chats/${CHAT}`)).body
      .businessTyping;
  const start = await rig.request("POST", "/api/startTyping", {
    session: "acme",
    chatId: CHAT,
  });
  expect(start.body).toEqual({ result: true });
  expect(await typing()).toBe(true);
  await rig.sendText("acme", "hello");
  expect(await typing()).toBe(false);
});

test("a reaction by the API is stored and comes back as an event", async () => {
  await rig.request("PUT", "/api/sessions/acme", {
    config: { webhooks: [rig.hook({ events: ["message.reaction"] })] },
  });
  await rig.reach("acme", "WORKING");
  await rig.say("acme", { text: "hi", messageId: "3EB0R" });
  const put = await rig.request("PUT", "/api/reaction", {
    session: "acme",
    messageId: `false_${CHAT}_3EB0R`,
    reaction: "👍",
  });
  expect(put.status).toBe(200);
  const event = await until("reaction", () =>
    rig.receiver.of("message.reaction").at(0),
  );
  expect(event.body.payload.reaction).toEqual({
    text: "👍",
    messageId: `false_${CHAT}_3EB0R`,
  });
});

test("a group message names the group and its author, unless groups are ignored", async () => {
  const group = "120363041234567890@g.us";
  await rig.say("acme", { text: "oi grupo", group, messageId: "3EB0G" });
  const { body } = await until("message", () => rig.receiver.of("message")[0]);
  expect(body.payload).toMatchObject({
    id: `false_${group}_3EB0G_${CHAT}`,
    from: group,
    to: group,
    participant: CHAT,
  });
  await rig.working("quiet", {
    webhooks: [rig.hook()],
    ignore: { groups: true },
  });
  await rig.say("quiet", { text: "unheard", group });
  await rig.say("quiet", { text: "heard" });
  const heard = await until("heard", () =>
    rig.receiver.of("message").find((each) => each.body.session === "quiet"),
  );
  expect(heard.body.payload.body).toBe("heard");
});

test("messages written while the session is away arrive once it works again", async () => {
  await rig.request("POST", "/api/sessions/acme/stop");
  const said = await rig.say("acme", { text: "anyone there?" });
  expect(said.body.messages[0].ack).toBe(1);
  expect(rig.receiver.of("message")).toEqual([]);
  await rig.request("POST", "/api/sessions/acme/start");
  const late = await until("message", () => rig.receiver.of("message")[0]);
  expect(late.body.payload.body).toBe("anyone there?");
  expect(rig.receiver.of("message")).toHaveLength(1);
});

test("waiting for a reply answers as soon as the business writes, and with nothing at the limit", async () => {
  const said = await rig.say("acme", { text: "hi" });
  const after = said.body.messages[0].sequence;
  const path = `/control/sessions/acme/wait?chat=${CHAT}&after=${after}`;
  const nothing = await rig.request("GET", `${path}&timeoutMs=20`);
  expect(nothing.body.messages).toEqual([]);
  const waiting = rig.request("GET", path);
  await rig.sendText("acme", "hello");
  expect((await waiting).body.messages).toMatchObject([{ text: "hello" }]);
});

test("an unknown number is told apart from a plausible one", async () => {
  const check = async (phone: string) =>
    (
      await rig.request(
        "GET",
        `/api/contacts/check-exists?session=acme&phone=${phone}`,
      )
    ).body;
  expect(await check("27821234567")).toEqual({
    numberExists: true,
    chatId: CHAT,
  });
  expect(await check("12")).toEqual({ numberExists: false });
});
