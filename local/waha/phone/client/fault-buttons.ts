import * as api from "./api";
import { act, state, tell, withSession } from "./controller";
import { byId, onButtons, setPressed } from "./dom";
import { currentSession } from "./state";

const BURST = [
  "Hi!",
  "I have a question",
  "about your opening hours",
  "are you open on Saturday?",
  "and until when?",
];

function saySpecial(kind: string): void {
  const { session, chatId: from } = state;
  if (session === null || from === null) {
    tell("Add a customer first.");
    return;
  }
  const lid = state.asLid;
  if (kind === "burst") {
    act(() => api.say(session, { from, lid, texts: BURST, gapMs: 300 }));
  } else if (kind === "old") {
    const words = "Are you open today?";
    act(() => api.say(session, { from, lid, text: words, ageSeconds: 86_400 }));
  } else {
    state.redelivered = true;
    tell("The next message will be delivered three times.");
    byId("text", HTMLTextAreaElement).focus();
  }
}

function toggleWebhookFault(kind: string): void {
  const session = currentSession(state);
  if (session === null) return;
  const { name, faults } = session;
  const next = { ...faults };
  if (kind === "duplicate") next.duplicate = faults.duplicate > 0 ? 0 : 1;
  if (kind === "reorder") next.reorder = !faults.reorder;
  if (kind === "delay") next.delayMs = faults.delayMs > 0 ? 0 : 3_000;
  if (kind === "silent") next.silent = !faults.silent;
  act(() => api.setWebhookFaults(name, next));
}

/** The fault buttons. */
export function listenToFaults(): void {
  const lidToggle = byId("lid", HTMLButtonElement);
  onButtons("webhook", toggleWebhookFault);
  onButtons("say", saySpecial);
  onButtons("send", (kind) => {
    withSession((session) => api.armSendFault(session, kind));
  });
  onButtons("session", (action) => {
    withSession((session) => api.actOnSession(session, action));
  });
  byId("clear", HTMLButtonElement).addEventListener("click", () => {
    act(() => api.clearFaults());
  });
  lidToggle.addEventListener("click", () => {
    state.asLid = !state.asLid;
    setPressed(lidToggle, state.asLid);
  });
}
