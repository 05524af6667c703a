import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  body: string;
}

export interface TestServer {
  url: string;
  received: Received[];
  /** What the next requests are answered with. */
  answer: (response: ServerResponse, request: Received) => void;
  close(): Promise<void>;
}

/** A real server on a free port whose answers a test decides one by one. */
export async function startServer(): Promise<TestServer> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const received: Received = {
        method: request.method ?? "",
        url: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString("utf8"),
      };
      test.received.push(received);
      test.answer(response, received);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const test: TestServer = {
    url: `http://127.0.0.1:${port}`,
    received: [],
    answer: (response) => answerJson(response, 200, {}),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return test;
}

export function answerJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    "content-type": "application/json",
    ...headers,
  });
  response.end(JSON.stringify(value));
}

/** Cuts the connection without an answer, as a crash would. */
export function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

/** The address of a port where nobody listens. */
export async function refusedUrl(): Promise<string> {
  const server = await startServer();
  await server.close();
  return server.url;
}
