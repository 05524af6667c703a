import { member } from "../json";
import { type ChatAddress, parseChatId } from "./chat-id";
import { textOf } from "./read";

export type Doing = "typing" | "recording" | "nothing";

export interface WahaPresence {
  chat: ChatAddress;
  doing: Doing;
}

/**
 * Who writes in a direct chat; null for anything else. `paused`, `online`,
 * `offline` and words to come mean nothing. Source: WAHA docs, "presence.update".
 */
export function parsePresence(payload: unknown): WahaPresence | null {
  const id = textOf(member(payload, "id"), 256);
  const presences = member(payload, "presences");
  if (id === null || !Array.isArray(presences)) return null;
  const chat = parseChatId(id);
  if (chat.kind !== "direct") return null;
  const last: unknown = presences.at(-1);
  const state = member(last, "lastKnownPresence");
  const doing = state === "typing" || state === "recording" ? state : "nothing";
  return { chat, doing };
}
