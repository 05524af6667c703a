import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo } from "node:net";

export type UpstreamState = "ok" | "refused" | "failing";

export interface Upstream {
  url: string;
  /** How it answers from now on. */
  answer: (state: UpstreamState) => void;
  /** Bodies it received, oldest first. */
  received: {
    path: string;
    headers: IncomingMessage["headers"];
    body: string;
  }[];
  close: () => Promise<void>;
}

const STATUS: Record<UpstreamState, number> = {
  ok: 200,
  refused: 401,
  failing: 500,
};

/** A server that answers everything alike and remembers what it was sent. */
export async function startUpstream(): Promise<Upstream> {
  let state: UpstreamState = "ok";
  const received: Upstream["received"] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      received.push({
        path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(parts).toString("utf8"),
      });
      response.writeHead(STATUS[state], { "Content-Type": "application/json" });
      response.end("{}");
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    answer: (next) => {
      state = next;
    },
    received,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
