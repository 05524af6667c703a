export const STEPS = ["business", "number", "teach", "try", "live"] as const;

export type Step = (typeof STEPS)[number];

export type Progress = {
  isLinked: boolean;
  hasProfile: boolean;
  knowledge: number;
  hasTried: boolean;
};

/** Whether a step's work is done; "live" never is, it ends the first run. */
export function isStepDone(step: Step, progress: Progress): boolean {
  switch (step) {
    case "business":
      return true;
    case "number":
      return progress.isLinked;
    case "teach":
      return progress.hasProfile && progress.knowledge > 0;
    case "try":
      return progress.hasTried;
    case "live":
      return false;
  }
}

/** Where the first run goes on: `wanted` if it names a step, else the first that is open. */
export function currentStep(
  wanted: string | null,
  progress: Progress | null,
): Step {
  if (progress === null) return "business";
  const named = STEPS.find((step) => step === wanted && step !== "business");
  return named ?? STEPS.find((step) => !isStepDone(step, progress)) ?? "live";
}
