import { expect, test } from "vitest";
import { currentStep, isStepDone } from "../../../lib/tenants/first-run";

const nothing = {
  isLinked: false,
  hasProfile: false,
  knowledge: 0,
  hasTried: false,
};

test("C16 the first run goes on where something is open", () => {
  expect(currentStep(null, null)).toBe("business");
  expect(currentStep(null, nothing)).toBe("number");
  expect(currentStep(null, { ...nothing, isLinked: true })).toBe("teach");
  const taught = { ...nothing, isLinked: true, hasProfile: true, knowledge: 1 };
  expect(currentStep(null, taught)).toBe("try");
  expect(currentStep(null, { ...taught, hasTried: true })).toBe("live");
});

test("a step can be chosen, except before there is a business", () => {
  expect(currentStep("try", nothing)).toBe("try");
  expect(currentStep("try", null)).toBe("business");
  expect(currentStep("business", nothing)).toBe("number");
  expect(currentStep("nonsense", nothing)).toBe("number");
});

test("teaching takes a description and an entry", () => {
  expect(isStepDone("teach", { ...nothing, hasProfile: true })).toBe(false);
  expect(isStepDone("teach", { ...nothing, knowledge: 3 })).toBe(false);
});
