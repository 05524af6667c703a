import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type RawData, type WebSocket } from "ws";

import type { Authenticator } from "../auth/callers";
import { metadataOf } from "../http/metadata";
import type { Log } from "../log";
import type { Runtime } from "../types";
import { createPump } from "./pump";
import { createQueryCache } from "./query-cache";
import { SyncSession } from "./session";

const SYNC_PATH = /^\/api\/(?:[^/]+\/)?sync$/;
const PING_EVERY_MS = 15_000;
/** A peer that did not even answer a WebSocket ping for this long is gone. */
const SILENT_FOR_MS = 60_000;
const MAX_FRAME_BYTES = 32 * 1024 * 1024;
const GOING_AWAY = 1001;

export interface SyncServer {
  close(): Promise<void>;
}

export interface SyncOptions {
  server: Server;
  runtime: Runtime;
  auth: Authenticator;
  log: Log;
}

type Connection = { socket: WebSocket; session: SyncSession; heardAt: number };

function toText(data: RawData): string {
  if (Buffer.isBuffer(data)) return data.toString("utf8");
  return Array.isArray(data)
    ? Buffer.concat(data).toString("utf8")
    : Buffer.from(data).toString("utf8");
}

/** Serves `/api/{version}/sync` on the given server. */
export function startSync(options: SyncOptions): SyncServer {
  const { server, runtime, auth, log } = options;
  const cache = createQueryCache(runtime);
  const pump = createPump(runtime);
  const connections = new Set<Connection>();
  const bySessionId = new Map<string, SyncSession>();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
  });

  /** The client has come back, so its earlier socket is dead even if nobody said so. */
  const replaceEarlier = (session: SyncSession, sessionId: string): void => {
    bySessionId.get(sessionId)?.close(GOING_AWAY, "Replaced");
    bySessionId.set(sessionId, session);
  };

  const accept = (socket: WebSocket, request: IncomingMessage): void => {
    let sessionId: string | null = null;
    const session = new SyncSession({
      socket,
      runtime,
      auth,
      cache,
      log,
      metadata: metadataOf(request),
      schedule(advancing) {
        pump.schedule(advancing);
      },
      onConnect(connected, id) {
        sessionId = id;
        replaceEarlier(connected, id);
      },
    });
    const connection: Connection = { socket, session, heardAt: Date.now() };
    connections.add(connection);
    socket.on("message", (data) => {
      connection.heardAt = Date.now();
      session.receive(toText(data));
    });
    socket.on("pong", () => {
      connection.heardAt = Date.now();
    });
    socket.on("error", () => {
      socket.terminate();
    });
    socket.on("close", () => {
      connections.delete(connection);
      session.dispose();
      if (sessionId !== null && bySessionId.get(sessionId) === session) {
        bySessionId.delete(sessionId);
      }
    });
  };

  const heartbeat = setInterval(() => {
    const oldest = Date.now() - SILENT_FOR_MS;
    for (const { socket, session, heardAt } of connections) {
      if (heardAt < oldest) {
        socket.terminate();
      } else {
        session.ping();
        socket.ping();
      }
    }
  }, PING_EVERY_MS);

  const upgrade = (
    request: IncomingMessage,
    stream: Duplex,
    head: Buffer,
  ): void => {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    if (!SYNC_PATH.test(path)) {
      stream.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      accept(socket, request);
    });
  };
  server.on("upgrade", upgrade);
  runtime.onReload(() => {
    cache.invalidateAll();
  });

  return {
    async close() {
      clearInterval(heartbeat);
      server.off("upgrade", upgrade);
      for (const { session } of connections)
        session.close(GOING_AWAY, "Restarting");
      await pump.stop();
      for (const { socket } of connections) socket.terminate();
      sockets.close();
    },
  };
}
