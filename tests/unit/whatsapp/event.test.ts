import { describe, expect, test } from "vitest";
import { parseWahaEvent, type WahaEvent } from "../../../lib/whatsapp/event";
import {
  BUSINESS_PHONE,
  CUSTOMER_LID,
  CUSTOMER_PHONE,
  DEFAULT_AT,
  DEFAULT_SESSION,
  ack,
  envelope,
  reaction,
  sessionStatus,
  type AckName,
} from "../../support/waha-envelope";
import { ownEcho, textMessage } from "../../support/waha-events";

/** Through JSON, as a webhook's body comes. */
function parse(body: unknown): WahaEvent {
  return parseWahaEvent(JSON.parse(JSON.stringify(body)));
}

describe("the envelope", () => {
  test("names the event, the session, the time, the engine and both ends", () => {
    const event = parse(
      textMessage({ instanceId: "inst_1", eventId: "evt_1" }),
    );
    expect(event).toMatchObject({
      kind: "message",
      envelope: {
        eventId: "evt_1",
        event: "message",
        session: DEFAULT_SESSION,
        occurredAt: DEFAULT_AT,
        engine: "NOWEB",
        meId: `${BUSINESS_PHONE}@c.us`,
        claimedInstanceId: "inst_1",
      },
    });
  });

  test("fields that older servers leave out are null", () => {
    const { id: _id, timestamp: _at, ...old } = textMessage();
    const event = parse({ ...old, me: null });
    expect(event).toMatchObject({
      kind: "message",
      envelope: {
        eventId: null,
        occurredAt: null,
        meId: null,
        claimedInstanceId: null,
      },
    });
  });

  test("unknown fields of newer servers are ignored", () => {
    const body = textMessage();
    const event = parse({ ...body, brandNew: { deep: [1, 2] } });
    expect(event.kind).toBe("message");
  });
});

describe("an ack", () => {
  test.each([
    ["ERROR", "error"],
    ["PENDING", "pending"],
    ["SERVER", "server"],
    ["DEVICE", "device"],
    ["READ", "read"],
    ["PLAYED", "played"],
  ] satisfies [AckName, string][])("%s is level %s", (name, level) => {
    expect(parse(ack("3EB0AA", name))).toMatchObject({
      kind: "ack",
      ack: {
        bareId: "3EB0AA",
        chatId: `${CUSTOMER_PHONE}@c.us`,
        fromMe: true,
        level,
      },
    });
  });

  test("a group's ack carries a participant, which is no part of the id", () => {
    expect(parse(ack("3EB0AA", "READ", { group: true }))).toMatchObject({
      kind: "ack",
      ack: { bareId: "3EB0AA" },
    });
  });

  test("message.ack.group is read like message.ack", () => {
    const event = parse(ack("3EB0AA", "READ", { event: "message.ack.group" }));
    expect(event.kind).toBe("ack");
  });

  test("the level's name serves where the number is missing", () => {
    const body = ack("3EB0AA", "DEVICE");
    delete body.payload["ack"];
    expect(parse(body)).toMatchObject({ ack: { level: "device" } });
  });

  test("an unknown level is ignored, an ack without an id is unreadable", () => {
    const unknown = ack("3EB0AA", "READ");
    unknown.payload["ack"] = 9;
    unknown.payload["ackName"] = "FUTURE";
    expect(parse(unknown).kind).toBe("ignored");
    const nameless = ack("3EB0AA", "READ");
    delete nameless.payload["id"];
    expect(parse(nameless)).toMatchObject({ kind: "unreadable" });
  });
});

describe("a session status", () => {
  test.each([
    "STOPPED",
    "STARTING",
    "SCAN_QR_CODE",
    "WORKING",
    "FAILED",
    "PASSKEY_REQUIRED",
    "SOMETHING_NEW",
  ])("%s comes through as sent", (status) => {
    expect(parse(sessionStatus(status))).toMatchObject({
      kind: "session_status",
      status,
      at: DEFAULT_AT,
      restrictedUntil: null,
    });
  });

  test("without an envelope time the history's time counts", () => {
    const { timestamp: _at, ...old } = sessionStatus("WORKING");
    expect(parse(old)).toMatchObject({ at: DEFAULT_AT });
  });

  test("a restriction by WhatsApp says until when, given in seconds", () => {
    const until = DEFAULT_AT + 3_600_000;
    const event = parse(sessionStatus("WORKING", { restrictedUntil: until }));
    expect(event).toMatchObject({ restrictedUntil: until });
  });

  test("an active restriction without an end lasts a day, an inactive one not at all", () => {
    const body = sessionStatus("WORKING");
    body.payload["data"] = { reachoutTimelock: { isActive: true } };
    expect(parse(body)).toMatchObject({
      restrictedUntil: DEFAULT_AT + 86_400_000,
    });
    body.payload["data"] = {
      reachoutTimelock: { isActive: false, timeEnforcementEnds: 1_795_100_000 },
    };
    expect(parse(body)).toMatchObject({ restrictedUntil: null });
  });

  test("without a status or any time it is unreadable", () => {
    expect(parse(envelope("session.status", {}))).toMatchObject({
      kind: "unreadable",
      session: DEFAULT_SESSION,
    });
    const { timestamp: _at, ...timeless } = envelope("session.status", {
      status: "WORKING",
    });
    expect(parse(timeless).kind).toBe("unreadable");
  });
});

describe("other events", () => {
  test("known but unused events and unknown names are ignored", () => {
    expect(parse(reaction("3EB0AA"))).toMatchObject({
      kind: "ignored",
      reason: "unused event",
    });
    expect(parse(envelope("message.telepathy", {}))).toMatchObject({
      kind: "ignored",
      reason: "unknown event",
    });
    expect(parse(envelope("toString", {})).kind).toBe("ignored");
  });

  test.each([
    [null, "not an object"],
    [[], "not an object"],
    ["text", "not an object"],
    [7, "not an object"],
    [true, "not an object"],
    [{}, "no session"],
    [{ event: "message" }, "no session"],
    [{ session: 5, event: "message" }, "no session"],
    [{ session: "  ", event: "message" }, "no session"],
    [{ session: "s" }, "no event name"],
    [{ session: "s", event: {} }, "no event name"],
    [{ session: "s", event: "message" }, "message without an id"],
    [
      { session: "s", event: "message", payload: null },
      "message without an id",
    ],
    [{ session: "s", event: "message", payload: [] }, "message without an id"],
    [
      { session: "s", event: "message", payload: { id: "" } },
      "message without an id",
    ],
    [
      { session: "s", event: "message", payload: { id: "3EB0AA" } },
      "message without a chat",
    ],
    [
      {
        session: "s",
        event: "message",
        payload: { id: "3EB0AA", from: "1@c.us" },
      },
      "message without a time",
    ],
  ])("%j is unreadable: %s", (body, reason) => {
    expect(parse(body)).toMatchObject({ kind: "unreadable", reason });
  });
});

describe("our own messages", () => {
  test.each(["NOWEB", "GOWS", "WEBJS"] as const)(
    "on %s the chat of an own message is the customer",
    (engine) => {
      expect(parse(ownEcho({ engine }))).toMatchObject({
        kind: "message",
        message: {
          chatId: `${CUSTOMER_PHONE}@c.us`,
          fromMe: true,
          source: "api",
          pushName: null,
        },
      });
    },
  );

  test("on WEBJS a bare id leaves the chat to the recipient", () => {
    const body = ownEcho({ engine: "WEBJS" });
    body.payload["id"] = "3EB0AA";
    expect(parse(body)).toMatchObject({
      message: { chatId: `${CUSTOMER_PHONE}@c.us`, bareId: "3EB0AA" },
    });
  });

  test("an own message to a lid keeps the customer's phone", () => {
    expect(parse(ownEcho({ lid: CUSTOMER_LID }))).toMatchObject({
      message: {
        chatId: `${CUSTOMER_LID}@lid`,
        phone: `+${CUSTOMER_PHONE}`,
        lid: `${CUSTOMER_LID}@lid`,
      },
    });
  });

  test("GOWS's sender of an own message is never taken for the customer", () => {
    const body = ownEcho({ lid: CUSTOMER_LID, engine: "GOWS" });
    body.payload["_data"] = {
      Info: {
        Chat: `${CUSTOMER_LID}@lid`,
        SenderAlt: `${BUSINESS_PHONE}@s.whatsapp.net`,
        RecipientAlt: `${CUSTOMER_PHONE}@s.whatsapp.net`,
      },
    };
    expect(parse(body)).toMatchObject({
      message: { phone: `+${CUSTOMER_PHONE}` },
    });
  });
});
