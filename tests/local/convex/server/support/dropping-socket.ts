import { WebSocket } from "ws";

export interface Drops {
  socket: typeof globalThis.WebSocket;
  /** How many answers to mutations were lost with their connection. */
  readonly lost: number;
}

/**
 * A WebSocket that dies when the first `times` answers to a mutation arrive,
 * before the client sees them: committed, but never heard of.
 */
export function dropMutationAnswers(times: number): Drops {
  let lost = 0;
  class DroppingSocket extends WebSocket {
    private isDead = false;
    override emit(event: string | symbol, ...parts: unknown[]): boolean {
      const isFrame = event === "message";
      if (isFrame && this.isDead) return false;
      const isAnswer =
        isFrame && String(parts[0]).includes('"MutationResponse"');
      if (!isAnswer || lost >= times) return super.emit(event, ...parts);
      lost += 1;
      this.isDead = true;
      this.terminate();
      return false;
    }
  }
  return {
    socket: DroppingSocket as unknown as typeof globalThis.WebSocket,
    get lost() {
      return lost;
    },
  };
}
