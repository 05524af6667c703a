import { connect } from "node:net";
import { promisify } from "node:util";

import { expect, test } from "vitest";

import { readBody, sendEmpty, startServer } from "../../../local/shared/http";
import { freePorts } from "../../../scripts/trials/free-ports";

const CHUNK = Buffer.alloc(64 * 1024, "x");

async function statusHeardByWriter(length: number): Promise<string> {
  const [port = 0] = await freePorts(1);
  const server = await startServer({
    name: "test",
    port,
    handle: async ({ request, response }) => {
      await readBody(request, 1024);
      sendEmpty(response, 204);
    },
  });
  const socket = connect(port, "127.0.0.1");
  let heard = "";
  let failure: Error | undefined;
  socket.on("data", (data) => (heard += data.toString()));
  socket.on("error", (error) => (failure = error));
  const write = promisify<Buffer | string, void>((data, done) => {
    socket.write(data, done);
  });
  await write(
    `POST / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: ${length}\r\n\r\n`,
  );
  for (let sent = 0; sent < length; sent += CHUNK.length) await write(CHUNK);
  socket.destroy();
  await server.close();
  expect(failure).toBeUndefined();
  return heard.split("\r\n")[0] ?? "";
}

test("who is still writing a body that is too large hears so, and is not cut off", async () => {
  expect(await statusHeardByWriter(100 * CHUNK.length)).toContain("413");
});
