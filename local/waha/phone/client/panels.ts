import * as api from "./api";
import { refreshSoon, state, withSession } from "./controller";
import { byId, eachButton, onButtons, setPressed } from "./dom";

function showTab(tab: string): void {
  document.body.dataset["view"] = tab;
  eachButton("tab", (button, id) => {
    setPressed(button, id === tab);
  });
}

/** Views, session, pairing, customers. */
export function listenToPanels(): void {
  onButtons("tab", showTab);
  byId("session", HTMLSelectElement).addEventListener("change", (event) => {
    state.session = (event.currentTarget as HTMLSelectElement).value;
    state.chatId = null;
    void refreshSoon();
  });
  byId("chats", HTMLUListElement).addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    const id = target.closest<HTMLElement>("[data-chat]")?.dataset["chat"];
    if (id === undefined) return;
    state.chatId = id;
    showTab("chat");
    void refreshSoon();
  });
  byId("add", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    const phone = byId("add-phone", HTMLInputElement);
    const name = byId("add-name", HTMLInputElement);
    withSession(async (session) => {
      const wanted = name.value.trim();
      await api.addPerson(session, phone.value, wanted === "" ? null : wanted);
      state.chatId = `${phone.value.replace(/\D/g, "")}@c.us`;
      phone.value = "";
      name.value = "";
      showTab("chat");
      byId("text", HTMLTextAreaElement).focus();
    });
  });
  byId("pairing", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    const phone = byId("pair-phone", HTMLInputElement).value.trim();
    withSession((session) => api.scan(session, phone === "" ? null : phone));
  });
}
