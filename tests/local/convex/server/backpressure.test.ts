import { expect, test } from "vitest";
import { WebSocket } from "ws";

import { createOutbox } from "../../../../local/convex/sync/outbox";
import { startApp } from "./support/app";
import {
  eventually,
  follow,
  httpClient,
  mutation,
  reactClient,
} from "./support/clients";
import { openRawSocket } from "./support/raw-socket";

test("a full outbox says so and calls back once there is room", () => {
  const flushed: (() => void)[] = [];
  const socket = {
    readyState: WebSocket.OPEN,
    bufferedAmount: 0,
    send(frame: string, done: () => void) {
      socket.bufferedAmount += frame.length;
      flushed.push(() => {
        socket.bufferedAmount -= frame.length;
        done();
      });
    },
  };
  let drained = 0;
  const outbox = createOutbox(
    socket as unknown as WebSocket,
    () => (drained += 1),
    { frameChars: 1_000, bufferedBytes: 50 },
  );
  outbox.send("x".repeat(40));
  expect(outbox.isFull).toBe(false);
  outbox.send("x".repeat(40));
  expect(outbox.isFull).toBe(true);
  flushed[0]?.();
  flushed[1]?.();
  expect(drained).toBe(1);
  expect(outbox.isFull).toBe(false);
});

test("a reader that stopped reading delays nobody else and later sees the newest state", async () => {
  const app = await startApp();
  const slow = await openRawSocket(app.url);
  slow.send(
    {
      type: "Connect",
      sessionId: "slow",
      connectionCount: 0,
      lastCloseReason: null,
      clientTs: 0,
    },
    {
      type: "ModifyQuerySet",
      baseVersion: 0,
      newVersion: 1,
      modifications: [
        {
          type: "Add",
          queryId: 0,
          udfPath: "messages:bulk",
          args: [{ characters: 1_000_000, salt: "s" }],
        },
        {
          type: "Add",
          queryId: 1,
          udfPath: "messages:list",
          args: [{ channel: "s" }],
        },
      ],
    },
  );
  await slow.next("Transition");
  slow.pause();
  const quick = follow(reactClient(app.url), "messages:list", { channel: "s" });
  const writer = httpClient(app.url);
  for (let index = 0; index < 40; index += 1) {
    await writer.mutation(mutation("messages:send"), {
      channel: "s",
      body: `b${index}`,
    });
  }
  await quick.until((value) => Array.isArray(value) && value.length === 40);
  slow.resume();
  await eventually(
    () => JSON.stringify(slow.received("Transition").at(-1)),
    (last) => last.includes('"b39"'),
  );
});
