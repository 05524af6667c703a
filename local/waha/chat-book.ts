import { digitsOf, lidOf, normalizeChatId } from "./ids";
import type { Person, StoredMessage } from "./model";

/** Messages kept for one session; the oldest go first. */
const MAX_MESSAGES = 50_000;

export interface Chat {
  /** `…@c.us` where the phone number is known, else the id that was used. */
  key: string;
  person: Person | null;
  messages: StoredMessage[];
  businessTyping: boolean;
  /** Whether the business asked to be told when the customer writes. */
  watched: boolean;
}

export interface SavedBook {
  people: Person[];
  messages: StoredMessage[];
}

export interface ChatBook {
  chats: ReadonlyMap<string, Chat>;
  people(): Person[];
  /** The chat that a chat id means: a person's `@lid` and `@c.us` are one chat. */
  open(chatId: string): Chat;
  find(chatId: string): Chat | null;
  /** Makes a customer known, so that the hidden id leads to the number. */
  meet(phone: string, name: string | null): Person;
  personByLid(lid: string): Person | null;
  add(message: StoredMessage): Chat;
  message(bareId: string): StoredMessage | null;
  save(maxMessages: number): SavedBook;
}

function personOf(chatId: string): Person | null {
  const [user = "", host] = chatId.split("@");
  if (host === "c.us") return { phone: user, lid: lidOf(user), name: null };
  if (host === "lid") return { phone: null, lid: chatId, name: null };
  return null;
}

/** The conversations of one session as the phones hold them. */
export function createChatBook(saved: SavedBook | null): ChatBook {
  const chats = new Map<string, Chat>();
  const byLid = new Map<string, Person>();
  const byBareId = new Map<string, StoredMessage>();

  const keyOf = (chatId: string): string => {
    const id = normalizeChatId(chatId);
    const phone = byLid.get(id)?.phone;
    return phone === undefined || phone === null ? id : `${phone}@c.us`;
  };
  const open = (chatId: string): Chat => {
    const key = keyOf(chatId);
    const existing = chats.get(key);
    if (existing !== undefined) return existing;
    const person = personOf(key);
    if (person !== null) byLid.set(person.lid, person);
    const chat = {
      key,
      person,
      messages: [],
      businessTyping: false,
      watched: false,
    };
    chats.set(key, chat);
    return chat;
  };
  const dropOldest = (): void => {
    const oldest = byBareId.values().next().value;
    if (oldest === undefined) return;
    byBareId.delete(oldest.bareId);
    const chat = chats.get(keyOf(oldest.chatId));
    if (chat === undefined) return;
    const index = chat.messages.indexOf(oldest);
    if (index >= 0) chat.messages.splice(index, 1);
    if (chat.messages.length > 0) return;
    chats.delete(chat.key);
    if (chat.person !== null) byLid.delete(chat.person.lid);
  };
  const add = (message: StoredMessage): Chat => {
    const chat = open(message.chatId);
    chat.messages.push(message);
    byBareId.delete(message.bareId);
    byBareId.set(message.bareId, message);
    if (byBareId.size > MAX_MESSAGES) dropOldest();
    return chat;
  };
  const meet = (phone: string, name: string | null): Person => {
    const digits = digitsOf(phone);
    const chat = open(`${digits}@c.us`);
    const person = chat.person ?? { phone: digits, lid: lidOf(digits), name };
    if (name !== null) person.name = name;
    return person;
  };

  for (const person of saved?.people ?? []) {
    if (person.phone === null) open(person.lid);
    else meet(person.phone, person.name);
  }
  for (const message of saved?.messages ?? []) add(message);

  return {
    chats,
    open,
    meet,
    add,
    find: (chatId) => chats.get(keyOf(chatId)) ?? null,
    people: () => [...chats.values()].flatMap((chat) => chat.person ?? []),
    personByLid: (lid) => byLid.get(lid) ?? null,
    message: (bareId) => byBareId.get(bareId) ?? null,
    save: (maxMessages) => {
      const messages = [...byBareId.values()].slice(-maxMessages);
      const active = new Set(messages.map((message) => keyOf(message.chatId)));
      return {
        people: [...chats.values()].flatMap((chat) =>
          chat.messages.length === 0 || active.has(chat.key)
            ? (chat.person ?? [])
            : [],
        ),
        messages,
      };
    },
  };
}
