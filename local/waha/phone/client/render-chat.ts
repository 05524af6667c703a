import type { MessageView } from "./api";
import { byId, create, tickMark } from "./dom";
import { currentSession, nameOf, type PhoneState } from "./state";

const log = byId("log", HTMLDivElement);
const peer = byId("peer", HTMLHeadingElement);
const presence = byId("presence", HTMLParagraphElement);
const avatar = byId("avatar", HTMLSpanElement);
const time = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });

/** Pixels from the end within which new messages keep the view at the end. */
const NEAR_END_PX = 80;

function initials(name: string): string {
  const letters = name.match(/[\p{L}\p{N}]/gu) ?? ["?"];
  return (letters[0] ?? "?").toUpperCase();
}

function bubble(
  message: Pick<
    MessageView,
    "text" | "timestamp" | "ack" | "media" | "reaction"
  >,
  own: boolean,
  note: string | null,
): HTMLElement {
  const item = create("div", own ? "bubble own" : "bubble");
  if (message.media !== null) {
    item.append(
      create(
        "p",
        "media",
        `${message.media.kind} ${message.media.filename ?? ""}`,
      ),
    );
  }
  if (message.text !== null) item.append(create("p", "words", message.text));
  const foot = create("p", "foot");
  if (note !== null) foot.append(create("span", "note", note));
  foot.append(time.format(message.timestamp * 1000));
  if (own) foot.append(tickMark(message.ack));
  item.append(foot);
  if (message.reaction !== null) {
    item.append(create("span", "reaction", message.reaction));
  }
  return item;
}

function noteOf(message: MessageView): string | null {
  if (message.fromMe) return message.source === "app" ? "by phone" : null;
  return message.chatId.endsWith("@lid") ? "@lid" : null;
}

let shownChat: string | null = null;

/** Shows the newest message, for when the room for the log changes. */
export function scrollToEnd(): void {
  log.scrollTop = log.scrollHeight;
}

function renderLog(state: PhoneState): void {
  const isOther = shownChat !== state.chatId;
  shownChat = state.chatId;
  const atEnd =
    isOther ||
    log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX;
  const items: HTMLElement[] = [];
  let lastDay = "";
  for (const message of state.chat?.messages ?? []) {
    const messageDay = day.format(message.timestamp * 1000);
    if (messageDay !== lastDay) items.push(create("p", "day", messageDay));
    lastDay = messageDay;
    const own = message.fromMe === (state.side === "business");
    items.push(bubble(message, own, noteOf(message)));
  }
  for (const { text, timestamp } of state.pending) {
    const waiting = { text, timestamp, ack: 0, media: null, reaction: null };
    items.push(bubble(waiting, true, null));
  }
  if (items.length === 0) {
    const hint =
      state.chat === null
        ? "Add a customer to start."
        : "No messages yet. Say hello.";
    items.push(create("p", "day", hint));
  }
  log.replaceChildren(...items);
  if (atEnd) scrollToEnd();
}

/** The phone's screen: who is at the other end, and the messages. */
export function renderChat(state: PhoneState): void {
  const session = currentSession(state);
  const { chat, side } = state;
  const business = session?.me?.pushName ?? "Business";
  const customer = chat === null ? "No customer" : nameOf(chat);
  const name = side === "customer" ? business : customer;
  peer.textContent = name;
  avatar.textContent = initials(name);
  const typing = side === "customer" && chat?.businessTyping === true;
  presence.classList.toggle("typing", typing);
  const owner = side === "customer" ? customer : business;
  const whose = chat === null ? "No customer yet" : `${owner}’s phone`;
  presence.textContent = typing ? "typing…" : whose;
  renderLog(state);
}
