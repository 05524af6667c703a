import { describe, expect, test } from "vitest";
import {
  scrubBreadcrumb,
  scrubEvent,
} from "../../../lib/monitoring/scrub-event";

const PHONE = "+49 151 23456789";
const EMAIL = "anna.schmidt@example.org";
const TEXT = "My knee hurts since Tuesday";

const EVENT = {
  event_id: "0123456789abcdef0123456789abcdef",
  level: "error",
  platform: "node",
  environment: "production",
  server_name: "host-of-anna",
  message: `failed for ${PHONE}`,
  transaction: `/inbox/7?q=${TEXT}`,
  user: { id: "user_1", email: EMAIL, ip_address: "203.0.113.9" },
  request: {
    method: "POST",
    url: `https://app.example.org/inbox?phone=${PHONE}#x`,
    cookies: { __session: "secret-session" },
    headers: { authorization: "Bearer abcdefghijklmnop" },
    data: { text: TEXT },
    query_string: `q=${TEXT}`,
  },
  exception: {
    values: [
      {
        type: "TypeError",
        value: `cannot send to ${EMAIL} at ${PHONE}`,
        mechanism: { type: "generic", handled: false, data: { text: TEXT } },
        stacktrace: {
          frames: [
            {
              filename: "/srv/app/send.js?session=abc",
              function: "send",
              lineno: 3,
              colno: 7,
              in_app: true,
              vars: { text: TEXT },
              context_line: `const text = "${TEXT}"`,
            },
          ],
        },
      },
    ],
  },
  breadcrumbs: [
    {
      category: "fetch",
      type: "http",
      level: "info",
      timestamp: 1,
      message: TEXT,
      data: {
        url: `/api/x?text=${TEXT}`,
        method: "GET",
        status_code: 200,
        body: TEXT,
      },
    },
  ],
  contexts: {
    runtime: { name: "node" },
    trace: { trace_id: "t", span_id: "s", data: { text: TEXT } },
    state: { text: TEXT },
  },
  extra: { text: TEXT },
  tags: { requestId: "r-1", customer: EMAIL },
  modules: { left: "1" },
};

describe("scrubEvent", () => {
  const sent = JSON.stringify(scrubEvent(EVENT));

  test.each([
    ["what a customer wrote", "knee"],
    ["an e-mail address", "anna"],
    ["the client's address", "203.0.113.9"],
    ["a cookie", "secret-session"],
    ["a bearer token", "abcdefghijklmnop"],
    ["a query", "?"],
    ["the host's name", "host-of"],
  ])("lets %s out nowhere", (_what, trace) => {
    expect(sent.toLowerCase()).not.toContain(trace);
  });

  test("lets no phone number out, in any grouping", () => {
    expect(sent.replaceAll(/\D/g, "")).not.toContain("15123456789");
  });

  test("keeps what is needed to find the fault", () => {
    expect(scrubEvent(EVENT)).toMatchObject({
      event_id: EVENT.event_id,
      level: "error",
      environment: "production",
      user: { id: "user_1" },
      request: { method: "POST", url: "https://app.example.org/inbox" },
      tags: { requestId: "r-1" },
      transaction: "/inbox/7",
      exception: {
        values: [
          {
            type: "TypeError",
            mechanism: { type: "generic", handled: false },
            stacktrace: {
              frames: [
                { filename: "/srv/app/send.js", function: "send", lineno: 3 },
              ],
            },
          },
        ],
      },
    });
  });

  test("drops fields that it does not know", () => {
    expect(scrubEvent({ ...EVENT, brand_new_field: TEXT })).not.toHaveProperty(
      "brand_new_field",
    );
  });

  test("cuts a message that goes on and on", () => {
    const { message } = scrubEvent({ message: "long ".repeat(1_000) });
    expect(message.length).toBe(500);
  });

  test("keeps a traced request without its data", () => {
    const scrubbed = scrubEvent({
      type: "transaction",
      spans: [
        {
          span_id: "s",
          op: "http.client",
          description: `GET https://x.example/a?phone=${PHONE}`,
          data: { "http.response.status_code": 200, "url.full": TEXT },
        },
      ],
    });
    expect(scrubbed.spans).toEqual([
      {
        span_id: "s",
        op: "http.client",
        description: "GET https://x.example/a",
        data: { "http.response.status_code": 200 },
      },
    ]);
  });
});

describe("scrubBreadcrumb", () => {
  test("drops what was written to the console", () => {
    expect(scrubBreadcrumb({ category: "console", message: TEXT })).toBeNull();
  });

  test("keeps a request without its query", () => {
    expect(
      scrubBreadcrumb({
        category: "fetch",
        data: { method: "GET", url: `/a?q=${TEXT}`, status_code: 500 },
      }),
    ).toEqual({
      category: "fetch",
      data: { method: "GET", url: "/a", status_code: 500 },
    });
  });
});

test("a frame keeps the build's file name and loses what an address says", () => {
  const chunk =
    "app:///_next/server/chunks/ssr/node_modules_next_dist_compiled_1f56dd._.js";
  const page =
    "https://app.example/invitations/0fJx3kPz-Q7rTnV_aLmC9dWsYuHbGeXo2i5K4qR8tMw";
  const scrubbed = scrubEvent({
    exception: {
      values: [
        {
          type: "Error",
          value: "x",
          stacktrace: {
            frames: [{ filename: `${chunk}?v=1` }, { filename: page }],
          },
        },
      ],
    },
  });
  expect(scrubbed.exception.values[0]?.stacktrace.frames).toEqual([
    { filename: chunk },
    { filename: "https://app.example/invitations/[redacted]" },
  ]);
});
