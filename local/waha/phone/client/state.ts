import type { ChatView, OpenChat, SessionView } from "./api";

export interface PhoneState {
  sessions: SessionView[];
  session: string | null;
  chats: ChatView[];
  chat: OpenChat | null;
  chatId: string | null;
  side: "customer" | "business";
  asLid: boolean;
  redelivered: boolean;
  armed: Map<string, number>;
  /** Texts on their way to the gateway. */
  pending: { text: string; timestamp: number }[];
}

/** The session and the chat are in the address, so a reload shows the same. */
export function readAddress(): Pick<PhoneState, "session" | "chatId"> {
  const query = new URLSearchParams(location.search);
  return { session: query.get("session"), chatId: query.get("chat") };
}

export function writeAddress(state: PhoneState): void {
  const query = new URLSearchParams();
  if (state.session !== null) query.set("session", state.session);
  if (state.chatId !== null) query.set("chat", state.chatId);
  history.replaceState(null, "", `?${query.toString()}`);
}

export function currentSession(state: PhoneState): SessionView | null {
  return state.sessions.find(({ name }) => name === state.session) ?? null;
}

export function nameOf(chat: ChatView): string {
  if (chat.name !== null) return chat.name;
  return chat.phone === null ? chat.chatId : `+${chat.phone}`;
}
