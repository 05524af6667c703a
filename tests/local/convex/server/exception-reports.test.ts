import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";

import { startApp, type App } from "./support/app";
import {
  action,
  eventually,
  httpClient,
  mutation,
  query,
} from "./support/clients";
import { startIssuer } from "./support/issuer";
import { inShort, startReceiver } from "./support/reports";

const SECRET = "my knee hurts, call +27 72 555 0123";
const ARGS = { text: SECRET };

const MODES = [
  { where: "on their thread", threaded: true },
  { where: "beside the transactions", threaded: false },
];

async function start(
  threaded = true,
  env: Record<string, string> = {},
  drainMs = 5_000,
) {
  const receiver = await startReceiver();
  const app = await startApp({
    threaded,
    drainMs,
    env: { SENTRY_DSN: receiver.dsn, ...env },
  });
  const client = httpClient(app.url);
  return { receiver, app, client };
}

/** Runs a job that fails, to its end. */
async function failJob(app: App, job: string): Promise<void> {
  const client = httpClient(app.url);
  await client.mutation(mutation("faults:schedule"), { ...ARGS, job });
  await eventually(
    () => client.query(query("work:jobStates")),
    (states) => (states as string[]).includes("failed"),
  );
}

const CASES: {
  what: string;
  run: (app: App) => Promise<unknown>;
  reported: string[];
}[] = [
  {
    what: "a query",
    run: ({ url }) => httpClient(url).query(query("faults:read"), ARGS),
    reported: ["query faults:read: Uncaught TypeError: the query broke"],
  },
  {
    what: "a scheduled mutation",
    run: (app) => failJob(app, "write"),
    reported: ["mutation faults:write: Uncaught Error: the mutation broke"],
  },
  {
    what: "a scheduled action",
    run: (app) => failJob(app, "act"),
    reported: ["action faults:act: Uncaught Error: the action broke"],
  },
  {
    what: "an HTTP action",
    run: ({ siteUrl }) => fetch(`${siteUrl}/throws?text=${SECRET}`),
    reported: ["http_action GET /throws: Uncaught Error: the handler broke"],
  },
  {
    what: "a mutation that an action calls",
    run: ({ url }) =>
      httpClient(url).action(action("faults:writeFromAction"), ARGS),
    reported: ["mutation faults:write: Uncaught Error: the mutation broke"],
  },
  {
    what: "a query that an action of an action calls",
    run: ({ url }) =>
      httpClient(url).action(action("faults:readFromActionFromAction"), ARGS),
    reported: [
      "query faults:readInternally: Uncaught Error: the inner query broke",
    ],
  },
  {
    what: "a mutation, and later the action that called it",
    run: ({ url }) =>
      httpClient(url).action(action("faults:writeAndFail"), ARGS),
    reported: [
      "action faults:writeAndFail: Uncaught Error: the action went on and broke",
      "mutation faults:write: Uncaught Error: the mutation broke",
    ],
  },
  {
    what: "what an action leaves behind",
    run: async ({ url, logged }) => {
      await httpClient(url).action(action("threads:careless"), { key: "a" });
      await eventually(
        () => logged.join("\n"),
        (lines) =>
          lines.includes("thrown in a timer") &&
          lines.includes("already ended"),
      );
    },
    reported: [
      "action threads:careless: Uncaught Error: thrown in a timer",
      "action undefined: Uncaught Error: threads:careless has already ended: await every call it makes before it returns",
    ],
  },
];

describe.each(MODES)("with actions $where", ({ threaded }) => {
  test.each(CASES)("$what is reported once", async ({ run, reported }) => {
    const { app, receiver } = await start(threaded);
    await run(app).catch(() => undefined);
    await app.stop();
    expect(inShort(await receiver.reports())).toEqual(reported);
    expect(await receiver.text()).not.toMatch(/knee|72 555/);
  });
});

test("a report says which function of which request of whom it was, and where", async () => {
  const issuer = await startIssuer();
  const { app, client, receiver } = await start(true, {
    AUTH_ISSUER: issuer.url,
  });
  client.setAuth(await issuer.token({ subject: "ada" }));
  await client.query(query("faults:read"), ARGS).catch(() => undefined);
  await app.stop();
  const [report, ...rest] = await receiver.reports();
  expect(rest).toEqual([]);
  expect(report).toMatchObject({
    level: "error",
    platform: "node",
    environment: "dev",
    server_name: "local",
    user: { id: `${issuer.url}|ada` },
    tags: {
      func: "faults:read",
      func_type: "query",
      func_runtime: "default",
      request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    },
  });
  expect(Object.keys(report ?? {}).sort()).toEqual([
    "environment",
    "event_id",
    "exception",
    "level",
    "platform",
    "server_name",
    "tags",
    "timestamp",
    "user",
  ]);
  const frames = report?.exception.values[0].stacktrace?.frames ?? [];
  expect(frames.at(-1)).toMatchObject({ function: "handler" });
  expect(frames.map(({ filename }) => filename).join(" ")).not.toMatch(
    /(^| )\/|generations|local\/convex/,
  );
});

test("a function of a Node file says so, and production is called prod", async () => {
  const { app, receiver } = await start(true, {
    SENTRY_ENVIRONMENT: "production",
  });
  await failJob(app, "node");
  await app.stop();
  expect(await receiver.reports()).toMatchObject([
    {
      environment: "prod",
      tags: { func: "nodeFaults:act", func_runtime: "node" },
    },
  ]);
});

test("a validation that fails is reported without what was given", async () => {
  const { app, client, receiver } = await start();
  const calls = [
    client.query(query("faults:read"), { text: [SECRET] }),
    client.query(query("faults:read"), { ...ARGS, "+27 72 555 0123": 1 }),
    client.query(query("faults:wrongAnswer"), ARGS),
  ];
  await Promise.allSettled(calls);
  await app.stop();
  expect(inShort(await receiver.reports())).toEqual([
    "query faults:read: ArgumentValidationError: Object contains extra field (not logged) that is not in the validator.",
    "query faults:read: ArgumentValidationError: Value does not match validator.",
    "query faults:wrongAnswer: ReturnsValidationError: Value does not match validator.",
  ]);
  const text = await receiver.text();
  expect(text).toContain("Path: .count");
  expect(text).not.toMatch(/knee|72 555/);
});

test("neither an answer, nor a name that is unknown, nor an action that the end cuts off is an exception", async () => {
  const { app, client, receiver } = await start(true, {}, 50);
  await Promise.allSettled([
    client.mutation(mutation("faults:refuse"), ARGS),
    client.action(action("threads:refuseOutright")),
    client.action(action("threads:refused")),
    client.query(query(`faults:${SECRET}`), {}),
    client.query(query("faults:readInternally"), ARGS),
  ]);
  await client.mutation(mutation("work:schedule"), {
    keys: ["endless"],
    job: "endless",
    delayMs: 0,
  });
  await eventually(
    () => client.query(query("work:countRuns")),
    (runs) => runs === 1,
  );
  await app.stop();
  expect(await receiver.reports()).toEqual([]);
});

test("without a DSN nothing is sent", async () => {
  const { app, client, receiver } = await start(true, { SENTRY_DSN: "" });
  await client.query(query("faults:read"), ARGS).catch(() => undefined);
  await app.stop();
  expect(await receiver.reports()).toEqual([]);
});

async function startBroken(listener: RequestListener) {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    listener(request, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { dsn: `http://publickey@127.0.0.1:${port}/1`, asked: () => asked };
}

const complaints = ({ logged }: App): string[] =>
  logged.filter((line) => line.startsWith("error reports"));

test("a Sentry that fails breaks no call and is one line in the log", async () => {
  const broken = await startBroken((_request, response) => {
    response.writeHead(500).end();
  });
  const { app, client } = await start(true, { SENTRY_DSN: broken.dsn });
  for (let call = 0; call < 3; call += 1) {
    await expect(client.query(query("faults:read"), ARGS)).rejects.toThrow(
      "the query broke",
    );
  }
  await app.stop();
  expect(broken.asked()).toBe(3);
  expect(complaints(app)).toEqual([
    "error reports do not reach Sentry: status 500",
  ]);
});

test("a Sentry that never answers holds nothing up, not even the end", async () => {
  const silent = await startBroken(() => undefined);
  const { app, client } = await start(true, { SENTRY_DSN: silent.dsn });
  const calls = Array.from({ length: 60 }, () =>
    client.query(query("faults:read"), ARGS).catch(() => "failed"),
  );
  expect(new Set(await Promise.all(calls))).toEqual(new Set(["failed"]));
  await eventually(silent.asked, (asked) => asked > 0);
  expect(await client.action(action("work:echo"), { text: "still here" })).toBe(
    "echo still here",
  );
  const from = performance.now();
  await app.stop();
  expect(performance.now() - from).toBeLessThan(4_500);
  // What does not fit is dropped, not kept.
  expect(silent.asked()).toBeLessThanOrEqual(32);
  await eventually(
    () => complaints(app),
    (lines) => lines.length > 0,
  );
  expect(complaints(app)).toHaveLength(1);
});

test("a DSN that is none is one line in the log", async () => {
  const { app, client } = await start(true, { SENTRY_DSN: "ftp://nothing" });
  await client.query(query("faults:read"), ARGS).catch(() => undefined);
  await app.stop();
  expect(complaints(app)).toEqual([
    "error reports are off: Error: SENTRY_DSN is no DSN",
  ]);
});
