import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";

import { readWhole } from "./body";

export const LOOPBACK = "127.0.0.1";

export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {
    super(`HTTP ${status}`);
  }
}

export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  method: string;
  path: string;
  query: URLSearchParams;
  params: Readonly<Record<string, string>>;
}

export type RequestHandler = (exchange: Exchange) => Promise<void> | void;

export interface RunningServer {
  url: string;
  port: number;
  close(): Promise<void>;
}

export interface ServerOptions {
  name: string;
  port: number;
  handle: RequestHandler;
}

/** Reads the whole body; throws a 413 HttpError above the cap. */
export function readBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Buffer> {
  return readWhole(request, maxBytes, {
    tooLarge: () =>
      new HttpError(413, {
        message: "request entity too large",
        error: "Payload Too Large",
        statusCode: 413,
      }),
    gone: () => new HttpError(400, { message: "the client went away" }),
  });
}

export function sendBytes(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: Buffer | string,
  headers: Record<string, string> = {},
): void {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  response.writeHead(status, {
    "Content-Type": contentType,
    "Content-Length": bytes.length,
    ...headers,
  });
  response.end(bytes);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  sendBytes(
    response,
    status,
    "application/json; charset=utf-8",
    JSON.stringify(body),
    headers,
  );
}

export function sendEmpty(response: ServerResponse, status: number): void {
  response.writeHead(status, { "Content-Length": 0 });
  response.end();
}

function answerFailure(exchange: Exchange, error: unknown): void {
  const { response } = exchange;
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  if (error instanceof HttpError) {
    sendJson(response, error.status, error.body);
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  console.error(`${exchange.method} ${exchange.path}: ${message}`);
  sendJson(response, 500, { error: message });
}

function toExchange(
  request: IncomingMessage,
  response: ServerResponse,
): Exchange {
  const target = request.url ?? "/";
  const mark = target.indexOf("?");
  return {
    request,
    response,
    method: request.method ?? "GET",
    path: mark < 0 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? "" : target.slice(mark + 1)),
    params: {},
  };
}

function listen(server: Server, options: ServerOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new Error(
              `Port ${options.port} for ${options.name} is already in use; stop the program that holds it and start again.`,
            )
          : error,
      );
    });
    server.listen({ port: options.port, host: LOOPBACK }, () => {
      const address = server.address();
      resolve(
        address !== null && typeof address === "object"
          ? address.port
          : options.port,
      );
    });
  });
}

/** Serves on 127.0.0.1; port 0 takes a free one. Throws one clear sentence when the port is taken. */
export async function startServer(
  options: ServerOptions,
): Promise<RunningServer> {
  const server = createServer((request, response) => {
    const exchange = toExchange(request, response);
    const answer = async (): Promise<void> => options.handle(exchange);
    answer().catch((error: unknown) => {
      answerFailure(exchange, error);
    });
  });
  server.keepAliveTimeout = 65_000;
  const port = await listen(server, options);
  return {
    url: `http://${LOOPBACK}:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
