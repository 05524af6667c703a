import { expect, test } from "vitest";
import { budgetState } from "../../../lib/assistant/budget";

test.each([
  [0, 100, "ok"],
  [79, 100, "ok"],
  [80, 100, "warn"],
  [99, 100, "warn"],
  [100, 100, "stop"],
  [250, 100, "stop"],
  [0, 0, "stop"],
  [0, -1, "stop"],
  [Number.NaN, 100, "stop"],
  [1, Number.NaN, "stop"],
])("%d of %d is %s", (spentMicros, limitMicros, state) => {
  expect(budgetState({ spentMicros, limitMicros })).toBe(state);
});
