import type { ChatView } from "./api";
import { byId, create, eachButton, setPressed, tickMark } from "./dom";
import { currentSession, nameOf, type PhoneState } from "./state";

const sessionSelect = byId("session", HTMLSelectElement);
const status = byId("status", HTMLParagraphElement);
const pairing = byId("pairing", HTMLFormElement);
const qr = byId("qr", HTMLImageElement);
const chats = byId("chats", HTMLUListElement);
const counters = byId("counters", HTMLElement);

const STATUS_TEXT: Readonly<Record<string, string>> = {
  WORKING: "Connected",
  SCAN_QR_CODE: "Waiting for the scan",
  STARTING: "Starting",
  STOPPED: "Stopped",
  FAILED: "Not linked",
};

const COUNTER_LABELS: readonly (readonly [string, string])[] = [
  ["received", "From customers"],
  ["sends", "Sent by the API"],
  ["webhooksAccepted", "Webhooks accepted"],
  ["webhooksRetried", "Webhooks retried"],
  ["webhooksLost", "Webhooks lost"],
];

function renderSessions(state: PhoneState): void {
  const options = state.sessions.map(({ name }) => {
    const option = document.createElement("option");
    option.value = name;
    option.textContent = name;
    option.selected = name === state.session;
    return option;
  });
  sessionSelect.replaceChildren(...options);
  const session = currentSession(state);
  const current = session?.status ?? "";
  status.textContent =
    session === null
      ? "No session yet. The product creates one when a number is connected."
      : `${STATUS_TEXT[current] ?? current}${session.me === null ? "" : ` · +${session.me.id.replace("@c.us", "")}`}`;
  status.dataset["status"] = current;
  const qrAt = session?.qrAt ?? null;
  if (session !== null && qrAt !== null) {
    const source = `/control/sessions/${encodeURIComponent(session.name)}/qr.png?at=${qrAt}`;
    if (qr.getAttribute("src") !== source) qr.src = source;
  }
  pairing.hidden = qrAt === null;
}

function chatRow(chat: ChatView, selected: boolean): HTMLElement {
  const item = create("li", "");
  const button = create("button", "chat") as HTMLButtonElement;
  button.type = "button";
  button.dataset["chat"] = chat.chatId;
  setPressed(button, selected);
  const text = create("span", "lines");
  text.append(create("span", "name", nameOf(chat)));
  const last = chat.lastMessage;
  const preview = create("span", "preview");
  if (last !== null) {
    if (!last.fromMe) preview.append(tickMark(last.ack));
    preview.append(last.text ?? last.media?.kind ?? "");
  }
  text.append(preview);
  button.append(text);
  item.append(button);
  return item;
}

function renderChats(state: PhoneState): void {
  const focused = document.activeElement;
  const focusedChat =
    focused instanceof HTMLElement ? focused.dataset["chat"] : undefined;
  chats.replaceChildren(
    ...state.chats.map((chat) => chatRow(chat, chat.chatId === state.chatId)),
  );
  if (focusedChat === undefined) return;
  eachButton("chat", (button, id) => {
    if (id === focusedChat) button.focus();
  });
}

function renderFaults(state: PhoneState): void {
  const faults = currentSession(state)?.faults;
  const active: Readonly<Record<string, boolean>> = {
    duplicate: (faults?.duplicate ?? 0) > 0,
    reorder: faults?.reorder ?? false,
    delay: (faults?.delayMs ?? 0) > 0,
    silent: faults?.silent ?? false,
  };
  eachButton("webhook", (button, id) => {
    setPressed(button, active[id] ?? false);
  });
  eachButton("send", (button, kind) => {
    const times = state.armed.get(kind) ?? 0;
    const armed = button.querySelector(".armed");
    if (armed !== null) armed.textContent = times === 0 ? "" : `×${times}`;
    button.classList.toggle("on", times > 0);
  });
  const counted = currentSession(state)?.counters ?? {};
  counters.replaceChildren(
    ...COUNTER_LABELS.flatMap(([key, label]) => [
      create("dt", "", label),
      create("dd", "", String(counted[key] ?? 0)),
    ]),
  );
}

/** The panels beside the phone. */
export function renderSide(state: PhoneState): void {
  renderSessions(state);
  renderChats(state);
  renderFaults(state);
}
