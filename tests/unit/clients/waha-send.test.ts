import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createWahaClient } from "../../../lib/clients/waha";
import {
  answerJson,
  refusedUrl,
  reset,
  startServer,
  type TestServer,
} from "../../support/http-server";

const MESSAGE = {
  session: "ma_session",
  chatId: "27725550123@c.us",
  text: "Hello 🙏",
  messageId: "3EB0OWN",
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

function failure(
  certainty: "not_sent" | "unknown",
  reason: string,
  retryable: boolean,
) {
  return { ok: false, certainty, reason, retryable };
}

describe("the request", () => {
  test("carries the key, our own id and the text, to the session's address", async () => {
    server.answer = (response) => answerJson(response, 201, { id: "x" });
    await client(`${server.url}/waha/`).sendText({
      ...MESSAGE,
      replyTo: "3EB0CUSTOMER",
    });
    const [request] = server.received;
    expect(request).toMatchObject({
      method: "POST",
      url: "/waha/api/sendText",
    });
    expect(request?.headers["x-api-key"]).toBe("key-1");
    expect(request?.headers["content-type"]).toBe("application/json");
    expect(JSON.parse(request?.body ?? "")).toEqual({
      session: "ma_session",
      chatId: "27725550123@c.us",
      text: "Hello 🙏",
      id: "3EB0OWN",
      reply_to: "3EB0CUSTOMER",
    });
  });

  test("is sent once, whatever happens to it", async () => {
    for (const status of [429, 500, 502, 503]) {
      server.answer = (response) => answerJson(response, status, {});
      await client().sendText(MESSAGE);
    }
    server.answer = reset;
    await client().sendText(MESSAGE);
    expect(server.received).toHaveLength(5);
  });
});

describe("an accepted message", () => {
  test.each([
    [
      "NOWEB",
      { key: { id: "3EB0A", fromMe: true }, status: "PENDING" },
      "3EB0A",
    ],
    ["WEBJS", { id: { _serialized: "true_1@c.us_3EB0B" } }, "3EB0B"],
    ["GOWS", { id: "true_27725550123@c.us_3EB0C" }, "3EB0C"],
    ["a bare id", { id: "3EB0D" }, "3EB0D"],
    ["no id", { result: true }, "3EB0OWN"],
    ["an id that is none", { id: 7 }, "3EB0OWN"],
    ["an empty id", { id: "" }, "3EB0OWN"],
  ])("in the shape of %s", async (_engine, answer, bareId) => {
    server.answer = (response) => answerJson(response, 201, answer);
    expect(await client().sendText(MESSAGE)).toEqual({ ok: true, bareId });
  });
});

describe("a message that was certainly not sent", () => {
  test.each([
    [401, { message: "Unauthorized", statusCode: 401 }, "unauthorized", false],
    [403, {}, "unauthorized", false],
    [400, { message: ["text must be a string"] }, "rejected", false],
    [404, { message: "Session not found" }, "not_connected", false],
    [413, {}, "rejected", false],
    [422, { message: "Unprocessable" }, "rejected", false],
    [
      422,
      {
        error: "Session status is not as expected. Try again later.",
        session: "ma_session",
        status: "STOPPED",
        expected: ["WORKING"],
      },
      "not_connected",
      false,
    ],
    [
      422,
      { error: "Session status is not as expected.", status: "STARTING" },
      "not_connected",
      true,
    ],
    [429, {}, "rate_limited", true],
    [503, {}, "unreachable", true],
    [301, {}, "rejected", false],
  ])("status %d with %j", async (status, body, reason, retryable) => {
    server.answer = (response) => answerJson(response, status, body);
    expect(await client().sendText(MESSAGE)).toEqual(
      failure("not_sent", reason, retryable),
    );
  });

  test("says how long a limited sender should wait, at most an hour", async () => {
    server.answer = (response) =>
      answerJson(response, 429, {}, { "retry-after": "7" });
    expect(await client().sendText(MESSAGE)).toMatchObject({
      retryAfterMs: 7_000,
    });
    server.answer = (response) =>
      answerJson(response, 503, {}, { "retry-after": "999999" });
    expect(await client().sendText(MESSAGE)).toMatchObject({
      retryAfterMs: 3_600_000,
    });
    server.answer = (response) =>
      answerJson(response, 429, {}, { "retry-after": "tomorrow" });
    expect(await client().sendText(MESSAGE)).not.toHaveProperty("retryAfterMs");
  });

  test("because nobody listens", async () => {
    const outcome = await client(await refusedUrl()).sendText(MESSAGE);
    expect(outcome).toEqual(failure("not_sent", "unreachable", true));
  });

  test("because the host has no address", async () => {
    const lookUpFailure = Object.assign(new TypeError("fetch failed"), {
      cause: Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" }),
    });
    const outcome = await createWahaClient({
      baseUrl: "https://waha.invalid",
      apiKey: "key-1",
      fetch: () => Promise.reject(lookUpFailure),
      timeoutMs: 1_000,
    }).sendText(MESSAGE);
    expect(outcome).toEqual(failure("not_sent", "unreachable", true));
  });

  test("because WhatsApp restricts the account", async () => {
    server.answer = (response) =>
      answerJson(response, 500, {
        statusCode: 500,
        exception: { message: "server returned error 463", name: "Error" },
        request: { path: "/api/sendText", body: { text: "hi" } },
      });
    expect(await client().sendText(MESSAGE)).toEqual(
      failure("not_sent", "restricted", false),
    );
  });
});

describe("a message whose fate is unknown", () => {
  test.each([500, 502, 504])("status %d", async (status) => {
    server.answer = (response) => answerJson(response, status, {});
    expect(await client().sendText(MESSAGE)).toEqual(
      failure("unknown", "server_error", false),
    );
  });

  test("a customer's text with the restriction's number is no restriction", async () => {
    server.answer = (response) =>
      answerJson(response, 500, {
        exception: { message: "socket closed", stack: "error 463" },
        request: { body: { text: "my door says error 463" } },
      });
    expect(await client().sendText(MESSAGE)).toMatchObject({
      reason: "server_error",
    });
  });

  test("the connection breaks after the request was written", async () => {
    server.answer = reset;
    expect(await client().sendText(MESSAGE)).toEqual(
      failure("unknown", "lost_answer", false),
    );
    expect(server.received).toHaveLength(1);
  });

  test("the answer does not come in time", async () => {
    server.answer = () => undefined;
    expect(await client(server.url, 100).sendText(MESSAGE)).toEqual(
      failure("unknown", "lost_answer", false),
    );
    expect(server.received).toHaveLength(1);
  });

  test("a transport that ignores the abort signal still ends in time", async () => {
    const outcome = await createWahaClient({
      baseUrl: server.url,
      apiKey: "key-1",
      fetch: () => new Promise(() => undefined),
      timeoutMs: 50,
    }).sendText(MESSAGE);
    expect(outcome).toEqual(failure("unknown", "lost_answer", false));
  });

  test("the answer's body never ends", async () => {
    server.answer = (response) => {
      response.writeHead(201, { "content-type": "application/json" });
      response.write('{"id":');
    };
    expect(await client(server.url, 150).sendText(MESSAGE)).toEqual(
      failure("unknown", "malformed_answer", false),
    );
  });

  test("the answer breaks off in its body", async () => {
    server.answer = (response) => {
      response.writeHead(201, { "content-length": "500" });
      response.write('{"id":', () => reset(response));
    };
    expect(await client().sendText(MESSAGE)).toMatchObject({
      certainty: "unknown",
    });
  });

  test.each(["", "<html>ok</html>", "null", "[]", '"sent"', "{", "201"])(
    "the answer is %j",
    async (text) => {
      server.answer = (response) => {
        response.writeHead(201, { "content-type": "application/json" });
        response.end(text);
      };
      expect(await client().sendText(MESSAGE)).toEqual(
        failure("unknown", "malformed_answer", false),
      );
    },
  );

  test("the answer is larger than any answer is", async () => {
    server.answer = (response) => {
      response.writeHead(201, { "content-type": "application/json" });
      response.end(`{"id":"3EB0A","x":"${"y".repeat(5 * 1_024 * 1_024)}"}`);
    };
    expect(await client().sendText(MESSAGE)).toEqual(
      failure("unknown", "malformed_answer", false),
    );
  });
});

test("a redirect is not followed, so the key goes nowhere else", async () => {
  const other = await startServer();
  for (const status of [301, 302, 303, 307, 308]) {
    server.answer = (response) => {
      response.writeHead(status, { location: `${other.url}/api/sendText` });
      response.end();
    };
    expect(await client().sendText(MESSAGE)).toMatchObject({
      ok: false,
      certainty: "not_sent",
    });
  }
  expect(other.received).toHaveLength(0);
  await other.close();
});

describe("a client is not made", () => {
  test.each(["", "   "])("with the key %j", (apiKey) => {
    expect(() =>
      createWahaClient({ baseUrl: server.url, apiKey, fetch, timeoutMs: 1 }),
    ).toThrow("key is empty");
  });

  test("for plain http to another machine, unless that is allowed", () => {
    const options = {
      baseUrl: "http://waha.example.com",
      apiKey: "key-1",
      fetch,
      timeoutMs: 1,
    };
    expect(() => createWahaClient(options)).toThrow("https");
    expect(() =>
      createWahaClient({ ...options, allowInsecure: true }),
    ).not.toThrow();
  });
});
