import { expect, test } from "vitest";
import { parseWahaEvent } from "../../../lib/whatsapp/event";
import { parsePresence } from "../../../lib/whatsapp/presence";

const payload = (id: string, lastKnownPresence: unknown) => ({
  id,
  presences: [{ participant: id, lastKnownPresence, lastSeen: null }],
});

test.each([
  ["typing", "typing"],
  ["recording", "recording"],
  ["paused", "nothing"],
  ["online", "nothing"],
  ["offline", "nothing"],
  ["a word to come", "nothing"],
  [7, "nothing"],
])("%s is %s", (state, doing) => {
  expect(parsePresence(payload("27831110001@c.us", state))).toMatchObject({
    doing,
    chat: { phone: "+27831110001", chatId: "27831110001@c.us" },
  });
});

test("a hidden id is a direct chat too", () => {
  expect(parsePresence(payload("176369157804064@lid", "typing"))).toMatchObject(
    { doing: "typing", chat: { lid: "176369157804064@lid", phone: null } },
  );
});

test.each([
  payload("120363041@g.us", "typing"),
  payload("status@broadcast", "typing"),
  payload("nobody", "typing"),
  { id: "27831110001@c.us" },
  { presences: [] },
  null,
  "typing",
])("%j tells of nobody", (other) => {
  expect(parsePresence(other)).toBeNull();
});

test("an event of it is a presence, and one of a group is ignored", () => {
  const event = (id: string) =>
    parseWahaEvent({
      session: "s",
      event: "presence.update",
      payload: payload(id, "typing"),
    });
  expect(event("27831110001@c.us")).toMatchObject({
    kind: "presence",
    presence: { doing: "typing" },
  });
  expect(event("120363041@g.us")).toMatchObject({ kind: "ignored" });
});
