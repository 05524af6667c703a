import { describe, expect, test } from "vitest";
import {
  accountNumber,
  type GatewayJob,
  numberState,
} from "../../../lib/instances/state";

const job = (changes: Partial<GatewayJob>): GatewayJob => ({
  kind: "create",
  status: "done",
  reason: null,
  startedAt: 1_000,
  ...changes,
});

const facts = (
  status: string,
  last: GatewayJob | null = null,
  statusAt = 0,
) => ({
  status,
  statusAt,
  needsConfirmation: false,
  silentSince: null,
  job: last,
});

describe("C1 the state of a number in words", () => {
  test.each([
    ["WORKING", "linked"],
    ["SCAN_QR_CODE", "waiting"],
    ["STARTING", "starting"],
    ["FAILED", "lost"],
    ["STOPPED", "stopped"],
    ["PASSKEY_REQUIRED", "attention"],
    ["PASSKEY_CONFIRMATION_REQUIRED", "attention"],
    ["SOMETHING_NEW", "unknown"],
  ])("%s is %s", (status, state) => {
    expect(numberState(facts(status))).toBe(state);
  });

  test("an account that nobody confirmed is not linked", () => {
    const number = { ...facts("WORKING"), needsConfirmation: true };
    expect(numberState(number)).toBe("other_account");
  });

  test("a number that works and reports nothing is silent", () => {
    const silent = { ...facts("WORKING"), silentSince: 1 };
    expect(numberState(silent)).toBe("silent");
    expect(numberState({ ...silent, status: "FAILED" })).toBe("lost");
    expect(numberState({ ...silent, needsConfirmation: true })).toBe(
      "other_account",
    );
  });

  test("a number that was just asked for is starting, not stopped", () => {
    expect(numberState(facts("STOPPED", job({})))).toBe("starting");
    expect(numberState(facts("STOPPED", job({ status: "running" })))).toBe(
      "starting",
    );
  });

  test("a gateway that refused is named until it reports something newer", () => {
    const failed = job({ status: "failed", reason: "unreachable" });
    expect(numberState(facts("STOPPED", failed))).toBe("unreachable");
    expect(numberState(facts("STARTING", failed, 2_000))).toBe("starting");
    expect(numberState(facts("STOPPED", failed, 2_000))).toBe("stopped");
  });

  test("a pairing code that failed does not hide that the number waits", () => {
    const failed = job({ kind: "code", status: "failed" });
    expect(numberState(facts("SCAN_QR_CODE", failed))).toBe("waiting");
    const running = job({ kind: "code", status: "running" });
    expect(numberState(facts("SCAN_QR_CODE", running))).toBe("waiting");
  });
});

test("an account is shown as a phone number, anything else as it is", () => {
  expect(accountNumber("27215550142")).toBe("+27215550142");
  expect(accountNumber("abc")).toBe("abc");
});
