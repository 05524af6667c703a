import { expect, test } from "vitest";

import { createChatBook } from "../../../local/waha/chat-book";
import { lidOf } from "../../../local/waha/ids";
import type { StoredMessage } from "../../../local/waha/model";

function message(sequence: number, chatId: string): StoredMessage {
  return {
    sequence,
    bareId: `id-${sequence}`,
    chatId,
    fromMe: false,
    source: "app",
    body: "hi",
    timestamp: sequence,
    ack: 1,
    media: null,
    replyToId: null,
    pushName: null,
    participant: null,
    reaction: null,
  };
}

test("a person's number and hidden id lead to one chat", () => {
  const book = createChatBook(null);
  const person = book.meet("+27 82 123 4567", "Thandi");
  book.add(message(1, person.lid));
  book.add(message(2, "27821234567:3@s.whatsapp.net"));
  expect(book.chats.size).toBe(1);
  expect(book.find("27821234567")?.messages).toHaveLength(2);
});

test("a hidden id that nobody introduced is a chat of its own", () => {
  const book = createChatBook(null);
  book.add(message(1, lidOf("27821234567")));
  expect(book.find("27821234567@c.us")).toBeNull();
});

test("the oldest messages go beyond 50,000, and a chat goes with its last one", () => {
  const book = createChatBook(null);
  book.add(message(0, "15550000000@c.us"));
  for (let index = 1; index <= 50_000; index += 1) {
    book.add(message(index, "15551111111@c.us"));
  }
  expect(book.find("15550000000@c.us")).toBeNull();
  expect(book.message("id-0")).toBeNull();
  expect(book.find("15551111111@c.us")?.messages).toHaveLength(50_000);
});

test("what is saved is the newest messages, and everybody without messages", () => {
  const book = createChatBook(null);
  book.meet("15552222222", "Quiet");
  for (let index = 0; index < 10; index += 1) {
    book.add(message(index, `1555000000${index}@c.us`));
  }
  const again = createChatBook(book.save(3));
  expect([...again.chats.keys()].sort()).toEqual([
    "15550000007@c.us",
    "15550000008@c.us",
    "15550000009@c.us",
    "15552222222@c.us",
  ]);
  expect(again.find("15552222222")?.person?.name).toBe("Quiet");
});
