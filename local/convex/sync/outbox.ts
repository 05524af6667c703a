import { randomUUID } from "node:crypto";
import { WebSocket } from "ws";

/** Frames above this go out as TransitionChunks. */
const MAX_FRAME_CHARS = 5_000_000;
/** No further transition is made for a socket that has this much unsent. */
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;

export interface Outbox {
  send(frame: string): void;
  /** Sends a Transition, in chunks when it is long. */
  sendTransition(frame: string): void;
  /** True while the peer takes its frames more slowly than they are made. */
  readonly isFull: boolean;
}

/** Calls `onDrain` when a full outbox has room again. */
export function createOutbox(
  socket: WebSocket,
  onDrain: () => void,
  limits = { frameChars: MAX_FRAME_CHARS, bufferedBytes: MAX_BUFFERED_BYTES },
): Outbox {
  let wasFull = false;
  const isFull = (): boolean => socket.bufferedAmount > limits.bufferedBytes;
  const send = (frame: string): void => {
    if (socket.readyState !== WebSocket.OPEN) return;
    socket.send(frame, () => {
      if (!wasFull || isFull()) return;
      wasFull = false;
      onDrain();
    });
  };
  return {
    send,
    sendTransition(frame) {
      if (frame.length <= limits.frameChars) {
        send(frame);
        return;
      }
      const transitionId = randomUUID();
      const totalParts = Math.ceil(frame.length / limits.frameChars);
      for (let partNumber = 0; partNumber < totalParts; partNumber += 1) {
        const start = partNumber * limits.frameChars;
        const chunk = frame.slice(start, start + limits.frameChars);
        send(
          JSON.stringify({
            type: "TransitionChunk",
            chunk,
            partNumber,
            totalParts,
            transitionId,
          }),
        );
      }
    },
    get isFull() {
      if (isFull()) wasFull = true;
      return wasFull;
    },
  };
}
