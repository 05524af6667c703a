import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BOUNDARIES } from "../../scripts/crash-matrix/boundaries";
import { killAt } from "../../scripts/crash-matrix/kill";
import { startTrialCloud, type TrialCloud } from "../../scripts/trials/cloud";

const TURNS = 3;
/** A message that was claimed may have left: it is never sent again. */
const NEVER_SENT = new Set(["claimed", "claimed at once"]);
const PACINGS = ["on", "off"] as const;

describe.each(PACINGS)("with pacing %s", (pacing) => {
  let cloud: TrialCloud;

  beforeAll(async () => {
    cloud = await startTrialCloud({
      tenants: 1,
      credits: 1_000,
      pacing,
      env: { GEMINI_TIMEOUT_MS: "90000" },
    });
  });

  afterAll(async () => {
    await cloud.stop();
  });

  test.each(BOUNDARIES.filter((boundary) => boundary.pacing === pacing))(
    "a kill at '$name' loses no message, doubles none and leaves the books right",
    async (boundary) => {
      const report = await killAt(cloud, boundary, TURNS);
      const fate = NEVER_SENT.has(boundary.name) ? "handed_over" : "answered";
      expect(report).toMatchObject({
        fates: Array.from({ length: TURNS }, () => fate),
        settled: true,
        problems: [],
      });
      expect(report.parked).toBeGreaterThanOrEqual(TURNS);
    },
  );
});
