import type { TrialCloud } from "../trials/cloud";
import { control } from "../trials/settle";

/** A place in a turn where it can be parked, so that a kill hits exactly there. */
export type Boundary = {
  name: string;
  /** What has happened, and what has not. */
  meaning: string;
  /** Whether the gateway hears that its webhook was taken in before the kill. */
  acknowledged: boolean;
  /** Whether the business lets a human pause pass before its answers. */
  pacing: "on" | "off";
  park(cloud: TrialCloud, turns: number): Promise<void>;
  /** How many turns are parked. */
  parked(cloud: TrialCloud): Promise<number>;
};

type Held = Pick<Boundary, "name" | "meaning"> & {
  at: string;
  acknowledged?: boolean;
  pacing?: "on" | "off";
};

/** Parked in the runtime, around a call of an action. */
function held({
  name,
  meaning,
  at,
  acknowledged = true,
  pacing = "on",
}: Held): Boundary {
  return {
    name,
    meaning,
    acknowledged,
    pacing,
    park: (cloud) => {
      cloud.holdAt([at]);
      return Promise.resolve();
    },
    parked: (cloud) => Promise.resolve(cloud.heldCalls()),
  };
}

const modelCalled: Boundary = {
  name: "model called",
  meaning: "the request is at the model, which has not answered",
  acknowledged: true,
  pacing: "on",
  park: async (cloud, turns) => {
    const { gemini } = cloud.addresses;
    await control(gemini, "DELETE", "requests");
    await control(gemini, "DELETE", "faults");
    await control(gemini, "POST", "faults", { kind: "timeout", times: turns });
  },
  parked: async (cloud) => {
    const { gemini } = cloud.addresses;
    const seen = (await control(gemini, "GET", "requests")) as {
      count: number;
    };
    return seen.count;
  },
};

/** The sends the gateway has seen, of all sessions. */
async function sendAttempts(cloud: TrialCloud): Promise<number> {
  const all = (await control(
    cloud.addresses.waha,
    "GET",
    "counters",
  )) as Record<string, { sendAttempts: number }>;
  const counters = Object.values(all);
  return counters.reduce((sum, { sendAttempts: each }) => sum + each, 0);
}

function sent(): Boundary {
  let before = 0;
  return {
    name: "sent",
    meaning: "the gateway has sent it; its answer and its echo are lost",
    acknowledged: true,
    pacing: "on",
    park: async (cloud, turns) => {
      const { waha } = cloud.addresses;
      before = await sendAttempts(cloud);
      await control(waha, "DELETE", "faults");
      await control(waha, "PUT", "faults/webhooks", { silent: true });
      await control(waha, "POST", "faults/sends", {
        kind: "timeout_after_accept",
        times: turns,
      });
    },
    parked: async (cloud) => (await sendAttempts(cloud)) - before,
  };
}

/** In the order of a turn. */
export const BOUNDARIES: readonly Boundary[] = [
  held({
    name: "received",
    meaning: "the webhook is verified and nothing is stored",
    at: "before messages/inbound:receive",
    acknowledged: false,
  }),
  held({
    name: "deduped",
    meaning: "stored and held, the gateway was not told and delivers again",
    at: "after messages/inbound:receive",
    acknowledged: false,
  }),
  held({
    name: "reserved",
    meaning: "the turn is held and its action has begun",
    at: "before assistant/context:load",
  }),
  modelCalled,
  held({
    name: "model answered",
    meaning: "the answer is in the action and not stored",
    at: "before assistant/reply:complete",
  }),
  held({
    name: "queued",
    meaning: "the answer is queued, the human pause is over",
    at: "before messages/outbox:claim",
  }),
  held({
    name: "claimed",
    meaning: "claimed, and the request has not left",
    at: "after messages/outbox:claim",
  }),
  held({
    name: "claimed at once",
    meaning: "without pacing: stored and claimed in one step",
    at: "after assistant/reply:complete",
    pacing: "off",
  }),
  sent(),
  held({
    name: "accepted",
    meaning: "the gateway's answer is in the action and not stored",
    at: "before messages/outcome:record",
  }),
  held({
    name: "captured",
    meaning: "recorded and paid, the action has not ended",
    at: "after messages/outcome:record",
  }),
];

/** Everything goes on as it is; what was parked in the stand-ins stays unanswered. */
export async function unpark(cloud: TrialCloud): Promise<void> {
  cloud.holdAt([]);
  await control(cloud.addresses.gemini, "DELETE", "faults");
  await control(cloud.addresses.waha, "DELETE", "faults");
}
