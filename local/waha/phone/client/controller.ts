import * as api from "./api";
import { byId } from "./dom";
import { renderChat } from "./render-chat";
import { renderSide } from "./render-side";
import {
  currentSession,
  readAddress,
  writeAddress,
  type PhoneState,
} from "./state";

export const state: PhoneState = {
  ...readAddress(),
  sessions: [],
  chats: [],
  chat: null,
  side: "customer",
  asLid: false,
  redelivered: false,
  armed: new Map(),
  pending: [],
};

const notice = byId("notice", HTMLParagraphElement);

export function tell(message: string): void {
  notice.textContent = message;
}

/** Runs an action of the user; its failure is shown, not thrown. */
export function act(run: () => Promise<unknown>): void {
  run()
    .then(refresh)
    .catch((error: unknown) => {
      tell(error instanceof Error ? error.message : String(error));
    });
}

async function refresh(): Promise<void> {
  const [sessions, { sends }] = await Promise.all([
    api.listSessions(),
    api.listFaults(),
  ]);
  state.sessions = sessions;
  if (currentSession(state) === null) {
    state.session = sessions[0]?.name ?? null;
    state.chatId = null;
  }
  state.armed = new Map();
  for (const { kind, times } of sends) {
    state.armed.set(kind, (state.armed.get(kind) ?? 0) + (times ?? 1));
  }
  const { session } = state;
  state.chats = session === null ? [] : await api.listChats(session);
  state.chatId ??= state.chats[0]?.chatId ?? null;
  state.chat =
    session === null || state.chatId === null
      ? null
      : await api.openChat(session, state.chatId);
  writeAddress(state);
  renderSide(state);
  renderChat(state);
}

let refreshing = false;
let again = false;

/** One refresh at a time; changes meanwhile lead to exactly one more. */
export async function refreshSoon(): Promise<void> {
  again = true;
  if (refreshing) return;
  refreshing = true;
  try {
    while (again) {
      again = false;
      await refresh();
    }
    tell("");
  } catch {
    tell("The gateway does not answer. Trying again.");
  } finally {
    refreshing = false;
  }
}

/** Runs an action on the chosen session. */
export function withSession(run: (session: string) => Promise<unknown>): void {
  const { session } = state;
  if (session === null) tell("There is no session yet.");
  else act(() => run(session));
}
