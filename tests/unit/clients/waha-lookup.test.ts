import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createWahaClient } from "../../../lib/clients/waha";
import {
  answerJson,
  refusedUrl,
  reset,
  startServer,
  type TestServer,
} from "../../support/http-server";

const SINCE = 1_795_000_000_400;
const QUERY = {
  session: "ma session",
  chatId: "27725550123@c.us",
  messageId: "3EB0OWN",
  text: "Hello",
  since: SINCE,
};

let server: TestServer;

beforeEach(async () => {
  server = await startServer();
});

afterEach(async () => {
  await server.close();
});

function client(baseUrl = server.url, timeoutMs = 2_000) {
  return createWahaClient({ baseUrl, apiKey: "key-1", fetch, timeoutMs });
}

async function lookUp(messages: unknown) {
  server.answer = (response) => answerJson(response, 200, messages);
  return client().findSent(QUERY);
}

function own(id: unknown, body = "other", timestamp = SINCE / 1_000) {
  return { id, body, fromMe: true, timestamp: Math.floor(timestamp) };
}

describe("looking for a sent message", () => {
  test("asks for the chat's own messages since five minutes before, without media", async () => {
    await lookUp([]);
    const url = new URL(server.received[0]?.url ?? "", server.url);
    expect(url.pathname).toBe(
      "/api/ma%20session/chats/27725550123%40c.us/messages",
    );
    expect(Object.fromEntries(url.searchParams)).toEqual({
      limit: "50",
      downloadMedia: "false",
      "filter.fromMe": "true",
      "filter.timestamp.gte": "1794999700",
    });
    expect(server.received[0]?.headers["x-api-key"]).toBe("key-1");
  });

  test.each([
    ["a serialised id", own("true_27725550123@c.us_3EB0OWN")],
    ["a bare id", own("3EB0OWN")],
    ["a whatsapp-web.js id", own({ _serialized: "true_1@c.us_3EB0OWN" })],
    ["the id under another address", own("true_90020000000002@lid_3EB0OWN")],
    ["a raw NOWEB message", { key: { id: "3EB0OWN" } }],
    ["the same text since the send", own("3EB0OTHER", "Hello")],
  ])("finds it by %s", async (_how, message) => {
    expect(await lookUp([own("3EB0X"), message])).toBe("found");
  });

  test.each([
    ["nothing", []],
    ["other texts", [own("3EB0X", "Hello!")]],
    ["the same text from before", [own("3EB0X", "Hello", 1_794_999_999)]],
    [
      "the same text by the customer",
      [{ ...own("3EB0X", "Hello"), fromMe: false }],
    ],
    [
      "the same text without a time",
      [{ id: "3EB0X", body: "Hello", fromMe: true }],
    ],
    ["odd items", [null, 7, "3EB0OWN", []]],
  ])("does not find it in %s", async (_what, messages) => {
    expect(await lookUp(messages)).toBe("absent");
  });

  test("a full page may hide it, so it says nothing", async () => {
    const page = Array.from({ length: 50 }, (_, index) => own(`3EB0${index}`));
    expect(await lookUp(page)).toBe("unavailable");
  });
});

describe("a lookup that fails is not an absence", () => {
  test.each([400, 401, 404, 422, 429, 500, 503])(
    "status %d",
    async (status) => {
      server.answer = (response) => answerJson(response, status, []);
      expect(await client().findSent(QUERY)).toBe("unavailable");
    },
  );

  test("an answer that is no list, or no JSON", async () => {
    expect(await lookUp({ messages: [] })).toBe("unavailable");
    server.answer = (response) => response.end("<html>");
    expect(await client().findSent(QUERY)).toBe("unavailable");
  });

  test("a reset, a timeout, nobody there", async () => {
    server.answer = reset;
    expect(await client().findSent(QUERY)).toBe("unavailable");
    server.answer = () => undefined;
    expect(await client(server.url, 80).findSent(QUERY)).toBe("unavailable");
    expect(await client(await refusedUrl()).findSent(QUERY)).toBe(
      "unavailable",
    );
  });
});

describe("seen and typing", () => {
  const CHAT = { session: "s", chatId: "27725550123@c.us" };

  test.each(["sendSeen", "startTyping", "stopTyping"] as const)(
    "%s posts the chat and only says whether it worked",
    async (method) => {
      server.answer = (response) => {
        response.writeHead(201);
        response.end();
      };
      expect(await client()[method](CHAT)).toEqual({ ok: true });
      expect(server.received[0]?.url).toBe(`/api/${method}`);
      expect(JSON.parse(server.received[0]?.body ?? "")).toEqual(CHAT);
      server.answer = reset;
      expect(await client()[method](CHAT)).toEqual({ ok: false });
    },
  );
});
