import { expect, test } from "vitest";
import { numberState, worstOf } from "@/app/(dashboard)/shell/number-state";

const WORKING = {
  status: "WORKING",
  needsConfirmation: false,
  restrictedUntil: null,
  silentSince: null,
};

test.each([
  ["connected", WORKING],
  ["scan", { ...WORKING, status: "SCAN_QR_CODE" }],
  ["starting", { ...WORKING, status: "STARTING" }],
  ["silent", { ...WORKING, status: "FAILED" }],
  ["silent", { ...WORKING, status: "A_WORD_OF_TOMORROW" }],
  ["silent", { ...WORKING, silentSince: 500 }],
  ["otherAccount", { ...WORKING, needsConfirmation: true }],
  ["restricted", { ...WORKING, restrictedUntil: 2_000 }],
  ["connected", { ...WORKING, restrictedUntil: 500 }],
] as const)("is %s", (state, number) => {
  expect(numberState(number, 1_000)).toBe(state);
});

test("the state that most needs somebody stands for all", () => {
  expect(worstOf(["connected", "scan", "silent"])).toBe("silent");
  expect(worstOf(["connected", "starting"])).toBe("starting");
  expect(worstOf([])).toBe("connected");
});
