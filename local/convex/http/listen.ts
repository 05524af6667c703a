import { createServer, type RequestListener, type Server } from "node:http";

import { sendText } from "./respond";

export interface Listening {
  server: Server;
  url: string;
  /** Until this is called every request is answered 503. */
  serve(handler: RequestListener): void;
  /** Lets requests in progress end, for a moment. */
  close(): Promise<void>;
}

const KEEP_ALIVE_MS = 65_000;
const LINGER_MS = 2_000;

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new Error("The server has no port.");
  }
  return address.port;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => {
      server.closeAllConnections();
    }, LINGER_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** Listens on the host; a port in use is one sentence that names the port. */
export function listen(options: {
  name: string;
  host: string;
  port: number;
}): Promise<Listening> {
  const { name, host, port } = options;
  let handler: RequestListener = (_request, response) => {
    sendText(response, 503, `${name} is starting.`);
  };
  const server = createServer((request, response) => {
    handler(request, response);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new Error(
              `Port ${port} for ${name} is already in use; stop the program that holds it or choose another port.`,
            )
          : error,
      );
    });
    server.listen({ host, port, backlog: 1024 }, () => {
      let closing: Promise<void> | null = null;
      resolve({
        server,
        url: `http://${host}:${portOf(server)}`,
        serve(next) {
          handler = next;
        },
        close: () => (closing ??= close(server)),
      });
    });
  });
}
