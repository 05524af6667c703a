import { captureException, flush, setUser, startSpan } from "@sentry/nextjs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startSentry } from "../../lib/server/sentry";
import { appEnvironment } from "../support/app-environment";
import { startUpstream, type Upstream } from "../support/upstreams";

let ingest: Upstream;

beforeAll(async () => {
  ingest = await startUpstream();
  const dsn = `${ingest.url.replace("//", "//publickey@")}/1`;
  const environment = {
    ...appEnvironment(ingest.url),
    SENTRY_DSN: dsn,
    SENTRY_TRACES_SAMPLE_RATE: "1",
  };
  for (const [name, value] of Object.entries(environment)) {
    vi.stubEnv(name, value);
  }
  startSentry();
});

afterAll(() => ingest.close());

function sentSoFar(): string {
  return ingest.received.map(({ body }) => body).join("\n");
}

test("a server's error leaves this machine without what people wrote", async () => {
  setUser({
    id: "user_1",
    email: "anna@example.org",
    ip_address: "203.0.113.9",
  });
  const customerText = "my knee hurts since Tuesday";
  captureException(new Error("cannot reach +49 151 23456789"), {
    extra: { customerText },
    tags: { customer: "anna@example.org", requestId: "r-1" },
  });
  await flush(5_000);
  const sent = sentSoFar();
  expect(sent).toContain("cannot reach");
  expect(sent).toContain("user_1");
  expect(sent).toContain("r-1");
  expect(sent).not.toMatch(/knee|anna|203\.0\.113/);
  expect(sent.replaceAll(/\D/g, "")).not.toContain("15123456789");
});

test("H11 no server that is called is told of the trace", async () => {
  const other = await startUpstream();
  await startSpan({ name: "POST /api/knowledge/page", op: "http.server" }, () =>
    fetch(other.url),
  );
  expect(other.received).toHaveLength(1);
  const names = Object.keys(other.received[0]?.headers ?? {});
  expect(names).toContain("host");
  expect(names).not.toContain("sentry-trace");
  expect(names).not.toContain("baggage");
  await other.close();
});

test("a traced request leaves without its query and its data", async () => {
  startSpan(
    { name: "GET /inbox?phone=4915123456789", op: "http.server" },
    (span) => {
      span.setAttribute("message.text", "my knee hurts since Tuesday");
      startSpan({ name: "call +49 151 23456789", op: "http.client" }, () => 0);
    },
  );
  await flush(5_000);
  const sent = sentSoFar();
  expect(sent).toContain('"type":"transaction"');
  expect(sent).toContain("http.client");
  expect(sent).not.toMatch(/knee/);
  expect(sent.replaceAll(/\D/g, "")).not.toContain("15123456789");
});
