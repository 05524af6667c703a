import * as api from "./api";
import { act, state } from "./controller";

/** WhatsApp repeats it about so often while somebody writes. */
const REPEAT_MS = 8_000;
const PAUSED_AFTER_MS = 3_000;

let toldAt = 0;
let pause: ReturnType<typeof setTimeout> | null = null;

function tell(doing: "typing" | "paused"): void {
  const { session, chatId, side, asLid } = state;
  if (session === null || chatId === null || side === "business") return;
  act(() =>
    api.showTyping(session, { from: chatId, lid: asLid, state: doing }),
  );
}

/** The customer pressed a key. */
export function noteKey(): void {
  const now = Date.now();
  if (now - toldAt > REPEAT_MS) {
    toldAt = now;
    tell("typing");
  }
  if (pause !== null) clearTimeout(pause);
  pause = setTimeout(stopTyping, PAUSED_AFTER_MS);
}

/** The customer sent it, or thinks. */
export function stopTyping(): void {
  if (pause !== null) clearTimeout(pause);
  pause = null;
  if (toldAt === 0) return;
  toldAt = 0;
  tell("paused");
}
