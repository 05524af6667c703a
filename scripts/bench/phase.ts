import { type Posted, postAtRate, type Target } from "./load";
import { cpuSeconds, memoryMiB, type Started } from "./processes";
import { type Percentiles, percentiles, toHundredths } from "./statistics";

export type Phase = {
  name: string;
  stored: number;
  modelMs: number;
  ratePerSecond: number;
  turns: number;
  lost: number;
  failures: number;
  ackMs: Percentiles;
  sendMs: Percentiles | null;
  /** Turns sent per second, from the first post to the last send. */
  turnsPerSecond: number;
  cpuSecondsPer1000: number;
  memoryMiB: number;
};

const DRAIN_MS = 20_000;

type PhaseInput = {
  name: string;
  server: Started;
  target: Target;
  rate: number;
  seconds: number;
  stored: number;
  modelMs: number;
  /** The vendors' address; null when only the acknowledgement is measured. */
  vendors: string | null;
};

/** Posts at a rate and follows every turn to its send. */
export async function measurePhase(input: PhaseInput): Promise<Phase> {
  const { server, vendors } = input;
  const cpuBefore = cpuSeconds(server.pid);
  const startedAt = performance.timeOrigin + performance.now();
  const posted = await postAtRate(input.target, input.rate, input.seconds);
  const sentAt =
    vendors === null ? null : await collectSends(vendors, posted, DRAIN_MS);
  const cpu = cpuSeconds(server.pid) - cpuBefore;
  const turns = posted.dueAt.size;
  const sendMs: number[] = [];
  let lastSendAt = startedAt;
  for (const [turn, arrivedAt] of sentAt ?? []) {
    const dueAt = posted.dueAt.get(turn);
    if (dueAt === undefined) continue;
    sendMs.push(arrivedAt - dueAt);
    lastSendAt = Math.max(lastSendAt, arrivedAt);
  }
  const done = sentAt === null ? posted.ackMs.length : sendMs.length;
  const elapsed =
    sentAt === null ? input.seconds : (lastSendAt - startedAt) / 1000;
  return {
    name: input.name,
    stored: input.stored,
    modelMs: input.modelMs,
    ratePerSecond: input.rate,
    turns,
    lost: sentAt === null ? 0 : turns - sendMs.length,
    failures: posted.failures,
    ackMs: percentiles(posted.ackMs),
    sendMs: sentAt === null ? null : percentiles(sendMs),
    turnsPerSecond: Math.round(done / elapsed),
    cpuSecondsPer1000: toHundredths((cpu / turns) * 1000),
    memoryMiB: memoryMiB(server.pid).now,
  };
}

async function collectSends(
  vendors: string,
  posted: Posted,
  patienceMs: number,
): Promise<Map<number, number>> {
  const sentAt = new Map<number, number>();
  const deadline = performance.now() + patienceMs;
  while (sentAt.size < posted.dueAt.size && performance.now() < deadline) {
    const response = await fetch(`${vendors}/control/marks`);
    const { marks } = (await response.json()) as { marks: [number, number][] };
    for (const [turn, at] of marks) {
      if (posted.dueAt.has(turn)) sentAt.set(turn, at);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return sentAt;
}
