import * as api from "./api";
import { act, state } from "./controller";
import { byId, eachButton, onButtons, setPressed } from "./dom";
import { renderChat, scrollToEnd } from "./render-chat";
import { noteKey, stopTyping } from "./typing";

const MAX_INPUT_HEIGHT_PX = 120;

const text = byId("text", HTMLTextAreaElement);
const emoji = byId("emoji", HTMLDivElement);
const emojiToggle = byId("emoji-toggle", HTMLButtonElement);

async function send(words: string): Promise<void> {
  const { session, chatId } = state;
  if (session === null || chatId === null) {
    throw new Error("Add a customer first.");
  }
  const pending = { text: words, timestamp: Math.floor(Date.now() / 1000) };
  state.pending.push(pending);
  renderChat(state);
  try {
    if (state.side === "business") {
      await api.takeOver(session, chatId, words);
    } else {
      const duplicate = state.redelivered ? 2 : 0;
      state.redelivered = false;
      await api.say(session, {
        from: chatId,
        text: words,
        lid: state.asLid,
        duplicate,
      });
    }
  } finally {
    state.pending = state.pending.filter((each) => each !== pending);
  }
}

function sendTyped(): void {
  const words = text.value.trim();
  if (words === "") return;
  text.value = "";
  text.style.height = "";
  stopTyping();
  act(() => send(words));
}

function showEmoji(open: boolean): void {
  emoji.hidden = !open;
  emojiToggle.setAttribute("aria-expanded", String(open));
  scrollToEnd();
}

/** The composer, the emoji, and the choice of the phone. */
export function listenToPhone(): void {
  byId("composer", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    sendTyped();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    sendTyped();
  });
  text.addEventListener("input", () => {
    noteKey();
    text.style.height = "";
    text.style.height = `${Math.min(text.scrollHeight, MAX_INPUT_HEIGHT_PX)}px`;
  });
  emojiToggle.addEventListener("click", () => {
    showEmoji(emoji.hidden === true);
  });
  onButtons("emoji", (value) => {
    text.setRangeText(value, text.selectionStart, text.selectionEnd, "end");
    text.focus();
  });
  emoji.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    showEmoji(false);
    emojiToggle.focus();
  });
  onButtons("side", (side) => {
    state.side = side === "business" ? "business" : "customer";
    eachButton("side", (button, id) => {
      setPressed(button, id === state.side);
    });
    renderChat(state);
  });
}
