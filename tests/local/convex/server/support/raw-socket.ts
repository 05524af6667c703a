import { once } from "node:events";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";

import { eventually } from "./clients";

type Version = { querySet: number; identity: number; ts: string };
type Frames = {
  Transition: {
    type: "Transition";
    startVersion: Version;
    endVersion: Version;
    modifications: unknown[];
  };
  MutationResponse: {
    type: "MutationResponse";
    requestId: number;
    success: boolean;
    ts: string;
  };
  AuthError: { type: "AuthError"; error: string; authUpdateAttempted: boolean };
  FatalError: { type: "FatalError"; error: string };
};

export interface RawSocket {
  send(...messages: unknown[]): void;
  received<T extends keyof Frames>(type: T): Frames[T][];
  /** The first frame of the type, once it is there. */
  next<T extends keyof Frames>(type: T): Promise<Frames[T]>;
  closed(): { code: number; reason: string } | null;
  /** Stops and goes on reading from the connection. */
  pause(): void;
  resume(): void;
  end(): void;
}

/** The protocol without a client, to send what no client sends. */
export async function openRawSocket(url: string): Promise<RawSocket> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/api/1.48.0/sync`);
  const frames: Frames[keyof Frames][] = [];
  let closed: { code: number; reason: string } | null = null;
  socket.on("message", (data) => {
    frames.push(
      JSON.parse((data as Buffer).toString("utf8")) as Frames[keyof Frames],
    );
  });
  socket.on("close", (code, reason) => {
    closed = { code, reason: String(reason) };
  });
  onTestFinished(() => {
    socket.terminate();
  });
  await once(socket, "open");
  const received = <T extends keyof Frames>(type: T): Frames[T][] =>
    frames.filter((frame): frame is Frames[T] => frame.type === type);
  return {
    received,
    send(...messages) {
      for (const message of messages) socket.send(JSON.stringify(message));
    },
    async next(type) {
      const first = await eventually(
        () => received(type)[0],
        (frame) => frame !== undefined,
      );
      if (first === undefined) throw new Error("unreachable");
      return first;
    },
    closed: () => closed,
    pause() {
      socket.pause();
    },
    resume() {
      socket.resume();
    },
    end() {
      socket.terminate();
    },
  };
}
