import type { TrialCloud } from "../trials/cloud";
import { control } from "../trials/settle";
import type { Dice } from "./dice";

const SEND_FAULTS = [
  "rate_limited",
  "error_before_accept",
  "error_after_accept",
  "lost_answer",
  "timeout",
  "timeout_after_accept",
  "garbage",
  "slow",
] as const;

const MODEL_FAULTS = [
  "rate_limited",
  "server_error",
  "unavailable",
  "timeout",
  "garbage",
  "reset",
  "slow",
  "empty",
] as const;

/** How many faults of each kind were put in the way. */
export type FaultCounts = Record<string, number>;

/** Acknowledgements and echoes overtake each other for the whole trial. */
export async function reorderEchoes(cloud: TrialCloud): Promise<void> {
  await control(cloud.addresses.waha, "PUT", "faults/webhooks", {
    reorder: true,
  });
}

/** Puts one fault in the way of the next send or the next model call. */
export async function addFault(
  cloud: TrialCloud,
  dice: Dice,
  counts: FaultCounts,
): Promise<void> {
  const isSend = dice.chance(0.5);
  const kind = dice.pick(isSend ? SEND_FAULTS : MODEL_FAULTS);
  const name = `${isSend ? "gateway" : "model"}: ${kind}`;
  counts[name] = (counts[name] ?? 0) + 1;
  if (isSend) {
    await control(cloud.addresses.waha, "POST", "faults/sends", { kind });
  } else {
    await control(cloud.addresses.gemini, "POST", "faults", { kind });
  }
}

/** Ends all faults, those that nobody met included. */
export async function clearFaults(cloud: TrialCloud): Promise<void> {
  await control(cloud.addresses.waha, "DELETE", "faults");
  await control(cloud.addresses.gemini, "DELETE", "faults");
}
