import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ackStatus,
  nextDelivery,
  type CreditEffect,
  type DeliveryEvent,
  type DeliveryStatus,
} from "../../../lib/messages/delivery";

const STATUSES: DeliveryStatus[] = [
  "queued",
  "sending",
  "sent",
  "delivered",
  "read",
  "failed",
  "unknown",
  "blocked",
];

const EVENTS: DeliveryEvent[] = [
  { kind: "claimed" },
  { kind: "accepted" },
  { kind: "refused", retry: true },
  { kind: "refused", retry: false },
  { kind: "lost" },
  { kind: "blocked" },
  { kind: "echoed" },
  { kind: "acked", level: "error" },
  { kind: "acked", level: "pending" },
  { kind: "acked", level: "server" },
  { kind: "acked", level: "device" },
  { kind: "acked", level: "read" },
  { kind: "acked", level: "played" },
  { kind: "settled_not_sent" },
];

type Row = [DeliveryStatus, DeliveryEvent, DeliveryStatus, CreditEffect];

const CHANGES: Row[] = [
  ["queued", { kind: "claimed" }, "sending", "none"],
  ["queued", { kind: "blocked" }, "blocked", "release"],
  ["sending", { kind: "accepted" }, "sent", "capture"],
  ["sending", { kind: "echoed" }, "sent", "capture"],
  ["sending", { kind: "refused", retry: true }, "queued", "none"],
  ["sending", { kind: "refused", retry: false }, "failed", "release"],
  ["sending", { kind: "lost" }, "unknown", "none"],
  ["sending", { kind: "acked", level: "error" }, "failed", "release"],
  ["sending", { kind: "acked", level: "server" }, "sent", "capture"],
  ["sending", { kind: "acked", level: "device" }, "delivered", "capture"],
  ["sending", { kind: "acked", level: "read" }, "read", "capture"],
  ["sending", { kind: "acked", level: "played" }, "read", "capture"],
  ["unknown", { kind: "accepted" }, "sent", "capture"],
  ["unknown", { kind: "echoed" }, "sent", "capture"],
  ["unknown", { kind: "acked", level: "error" }, "failed", "release"],
  ["unknown", { kind: "acked", level: "server" }, "sent", "capture"],
  ["unknown", { kind: "acked", level: "device" }, "delivered", "capture"],
  ["unknown", { kind: "acked", level: "read" }, "read", "capture"],
  ["unknown", { kind: "acked", level: "played" }, "read", "capture"],
  ["unknown", { kind: "settled_not_sent" }, "failed", "release"],
  ["sent", { kind: "acked", level: "error" }, "failed", "refund"],
  ["sent", { kind: "acked", level: "device" }, "delivered", "none"],
  ["sent", { kind: "acked", level: "read" }, "read", "none"],
  ["sent", { kind: "acked", level: "played" }, "read", "none"],
  ["delivered", { kind: "acked", level: "error" }, "failed", "refund"],
  ["delivered", { kind: "acked", level: "read" }, "read", "none"],
  ["delivered", { kind: "acked", level: "played" }, "read", "none"],
  ["failed", { kind: "accepted" }, "sent", "late_capture"],
  ["failed", { kind: "echoed" }, "sent", "late_capture"],
  ["failed", { kind: "acked", level: "server" }, "sent", "late_capture"],
  ["failed", { kind: "acked", level: "device" }, "delivered", "late_capture"],
  ["failed", { kind: "acked", level: "read" }, "read", "late_capture"],
  ["failed", { kind: "acked", level: "played" }, "read", "late_capture"],
];

describe("every pair of status and event", () => {
  for (const status of STATUSES) {
    for (const event of EVENTS) {
      const row = CHANGES.find(
        ([from, on]) =>
          from === status && JSON.stringify(on) === JSON.stringify(event),
      );
      const expected =
        row === undefined ? null : { status: row[2], credits: row[3] };
      const outcome =
        expected === null
          ? "changes nothing"
          : `gives ${expected.status} and ${expected.credits}`;
      test(`${status} on ${JSON.stringify(event)} ${outcome}`, () => {
        expect(nextDelivery(status, event)).toEqual(expected);
      });
    }
  }
});

const RANK: Partial<Record<DeliveryStatus, number>> = {
  sent: 1,
  delivered: 2,
  read: 3,
};

describe("any history", () => {
  test("charges a message once while it counts as sent, and never otherwise", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENTS)), (events) => {
        let status: DeliveryStatus = "queued";
        let held = true;
        let charged = 0;
        for (const event of events) {
          const step = nextDelivery(status, event);
          if (step === null) continue;
          switch (step.credits) {
            case "capture":
              expect(held).toBe(true);
              held = false;
              charged += 1;
              break;
            case "release":
              expect(held).toBe(true);
              held = false;
              break;
            case "refund":
              expect(charged).toBe(1);
              charged -= 1;
              break;
            case "late_capture":
              expect(held).toBe(false);
              charged += 1;
              break;
            case "none":
          }
          status = step.status;
          const isOut = RANK[status] !== undefined;
          expect(charged).toBe(isOut ? 1 : 0);
          const isOpen = ["queued", "sending", "unknown"].includes(status);
          expect(held).toBe(isOpen);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("never takes a sent message back to an earlier step", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENTS)), (events) => {
        let status: DeliveryStatus = "sent";
        for (const event of events) {
          const step = nextDelivery(status, event);
          if (step === null) continue;
          const before = RANK[status];
          const after = RANK[step.status];
          if (before !== undefined && after !== undefined) {
            expect(after).toBeGreaterThan(before);
          } else {
            expect([status, step.status]).toContain("failed");
          }
          status = step.status;
        }
      }),
      { numRuns: 500 },
    );
  });

  test("the order of acks does not matter to where they lead", () => {
    const acks: DeliveryEvent[] = [
      { kind: "acked", level: "server" },
      { kind: "acked", level: "device" },
      { kind: "acked", level: "read" },
    ];
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...acks, ...acks], { minLength: 6, maxLength: 6 }),
        (events) => {
          let status: DeliveryStatus = "sent";
          for (const event of events) {
            status = nextDelivery(status, event)?.status ?? status;
          }
          expect(status).toBe("read");
        },
      ),
    );
  });
});

test("an ack level stands for a status, pending for none", () => {
  expect(ackStatus("pending")).toBeNull();
  expect(ackStatus("error")).toBe("failed");
  expect(ackStatus("played")).toBe("read");
});
