import { expect, test } from "vitest";

import { startApp } from "./support/app";
import {
  eventually,
  httpClient,
  mutation,
  query,
  reactClient,
} from "./support/clients";
import { dropMutationAnswers } from "./support/dropping-socket";
import { openRawSocket } from "./support/raw-socket";

test("a mutation whose answer was lost is resent and runs once", async () => {
  const app = await startApp();
  const drops = dropMutationAnswers(1);
  const client = reactClient(app.url, drops.socket);
  await client.mutation(mutation("messages:send"), {
    channel: "once",
    body: "only",
  });
  expect(drops.lost).toBe(1);
  expect(
    await httpClient(app.url).query(query("messages:list"), {
      channel: "once",
    }),
  ).toEqual(["only"]);
});

const connect = {
  type: "Connect",
  sessionId: "0b5b0f3e-raw",
  connectionCount: 0,
  lastCloseReason: null,
  clientTs: 0,
};
const send = (requestId: number, body: string) => ({
  type: "Mutation",
  requestId,
  udfPath: "messages:send",
  args: [{ channel: "raw", body }],
});

/** A repeated answer may name a later ts than the first one. */
function withoutTs(answer: object): object {
  return { ...answer, ts: null };
}

test("the same request of the same session answers alike on another socket, also after a restart", async () => {
  const app = await startApp();
  const first = await openRawSocket(app.url);
  first.send(connect, send(7, "raw"));
  const answer = await first.next("MutationResponse");
  first.end();
  const second = await openRawSocket(app.url);
  second.send(connect, send(7, "raw"));
  expect(withoutTs(await second.next("MutationResponse"))).toEqual(
    withoutTs(answer),
  );
  second.end();
  await app.restart();
  const third = await openRawSocket(app.url);
  third.send(connect, send(7, "raw"));
  expect(withoutTs(await third.next("MutationResponse"))).toEqual(
    withoutTs(answer),
  );
  const rows = await httpClient(app.url).query(query("messages:list"), {
    channel: "raw",
  });
  expect(rows).toEqual(["raw"]);
});

test("a client that comes back replaces its earlier socket", async () => {
  const app = await startApp();
  const first = await openRawSocket(app.url);
  first.send(connect);
  const second = await openRawSocket(app.url);
  second.send(connect, send(1, "second"));
  await second.next("MutationResponse");
  await eventually(
    () => first.closed(),
    (closed) => closed !== null,
  );
});

test("versions of transitions join without a gap, whatever was asked meanwhile", async () => {
  const app = await startApp();
  const socket = await openRawSocket(app.url);
  const add = (queryId: number, channel: string) => ({
    type: "ModifyQuerySet",
    baseVersion: queryId,
    newVersion: queryId + 1,
    modifications: [
      { type: "Add", queryId, udfPath: "messages:list", args: [{ channel }] },
    ],
  });
  socket.send(connect);
  for (let index = 0; index < 30; index += 1) {
    socket.send(add(index, "raw"), send(index, `v${index}`));
  }
  await eventually(
    () => socket.received("Transition").at(-1),
    (last) =>
      last?.endVersion.querySet === 30 &&
      socket.received("MutationResponse").length === 30,
  );
  const answered = socket
    .received("MutationResponse")
    .map((answer) => decode(answer.ts));
  await eventually(
    () => socket.received("Transition").at(-1),
    (last) =>
      last !== undefined &&
      decode(last.endVersion.ts) >= (answered.at(-1) ?? 0n),
  );
  let before = { querySet: 0, identity: 0, ts: "AAAAAAAAAAA=" };
  for (const { startVersion, endVersion } of socket.received("Transition")) {
    expect(startVersion).toEqual(before);
    expect(decode(endVersion.ts)).toBeGreaterThanOrEqual(
      decode(startVersion.ts),
    );
    before = endVersion;
  }
});

test("a client that breaks the protocol is told so and cut off", async () => {
  const app = await startApp();
  const frames = [
    [{ type: "Mutation", requestId: 0, udfPath: "messages:send", args: [{}] }],
    [
      connect,
      {
        type: "ModifyQuerySet",
        baseVersion: 4,
        newVersion: 5,
        modifications: [],
      },
    ],
    [connect, { type: "Authenticate", tokenType: "None", baseVersion: 3 }],
    [connect, { type: "Nonsense" }],
  ];
  for (const list of frames) {
    const socket = await openRawSocket(app.url);
    socket.send(...list);
    await socket.next("FatalError");
    await eventually(
      () => socket.closed(),
      (closed) => closed !== null,
    );
  }
});

function decode(ts: string): bigint {
  return Buffer.from(ts, "base64").readBigUInt64LE();
}
