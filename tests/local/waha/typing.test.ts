import { afterEach, beforeEach, expect, test } from "vitest";
import { startRig, until, type Rig } from "./rig";

const CHAT = "27821234567@c.us";

let rig: Rig;

beforeEach(async () => {
  rig = await startRig();
});

afterEach(async () => {
  await rig.close();
});

const watched = () =>
  rig.working("acme", {
    webhooks: [rig.hook({ events: ["presence.update"] })],
  });

const type = (state: string) =>
  rig.request("POST", "/control/sessions/acme/typing", {
    from: "+27 82 123 4567",
    state,
  });

const watch = (session = "acme") =>
  rig.request(
    "POST",
    `/api/${session}/presence/${encodeURIComponent(CHAT)}/subscribe`,
    {},
  );

test("a customer's typing is told of in a chat that is watched", async () => {
  await watched();
  expect((await watch()).status).toBe(201);
  await type("typing");
  const [event] = await until("the presence", () => {
    const found = rig.receiver.of("presence.update");
    return found.length > 0 && found;
  });
  expect(event?.body.payload).toEqual({
    id: CHAT,
    presences: [
      { participant: CHAT, lastKnownPresence: "typing", lastSeen: null },
    ],
  });
});

test("nobody is told of it in another chat", async () => {
  await watched();
  await type("typing");
  await watch();
  await type("paused");
  await until(
    "the second",
    () => rig.receiver.of("presence.update").length > 0,
  );
  const states = rig.receiver
    .of("presence.update")
    .map(({ body }) => body.payload.presences[0].lastKnownPresence);
  expect(states).toEqual(["paused"]);
});

test("a chat is watched on a working session alone", async () => {
  await rig.request("POST", "/api/sessions", { name: "new", start: true });
  await rig.reach("new", "SCAN_QR_CODE");
  expect((await watch("new")).status).toBe(422);
});
