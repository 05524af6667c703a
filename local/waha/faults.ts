import { randomUUID } from "node:crypto";

import { z } from "zod";

export const SEND_FAULT_KINDS = [
  "error_before_accept",
  "error_after_accept",
  "timeout",
  "lost_answer",
  "timeout_after_accept",
  "rate_limited",
  "restricted",
  "garbage",
  "slow",
  "ack_error",
  "no_ack",
] as const;

export type SendFaultKind = (typeof SEND_FAULT_KINDS)[number];

export const sendFaultSchema = z.object({
  kind: z.enum(SEND_FAULT_KINDS),
  /** null means every session. */
  session: z.string().nullable().default(null),
  /** How many sends it hits; null means until it is cleared. */
  times: z.number().int().positive().nullable().default(1),
  ms: z.number().min(0).max(600_000).default(1_000),
});

export type SendFault = z.infer<typeof sendFaultSchema> & { id: string };

export const webhookFaultsSchema = z.object({
  session: z.string().nullable().default(null),
  /** Nothing is posted, messages still arrive on the phone. */
  silent: z.boolean().default(false),
  /** Extra deliveries of every message event. */
  duplicate: z.number().int().min(0).max(20).default(0),
  /** "redelivery": a new event id; "repost": the same bytes again. */
  duplicateKind: z.enum(["redelivery", "repost"]).default("redelivery"),
  /** Events of a short window are posted in the opposite order. */
  reorder: z.boolean().default(false),
  delayMs: z.number().min(0).max(600_000).default(0),
});

export type WebhookFaults = z.infer<typeof webhookFaultsSchema>;

export const faultSeedSchema = z.object({
  sends: z.array(sendFaultSchema).default([]),
  webhooks: z.array(webhookFaultsSchema).default([]),
});

export type FaultSeed = z.infer<typeof faultSeedSchema>;

const NO_FAULTS: WebhookFaults = webhookFaultsSchema.parse({});
const EVERY_SESSION = "*";

export interface Faults {
  addSend(fault: z.infer<typeof sendFaultSchema>): SendFault;
  /** Takes the fault that hits this send, if any. */
  takeSend(session: string): SendFault | null;
  setWebhooks(faults: WebhookFaults): void;
  webhooks(session: string): WebhookFaults;
  list(): { sends: SendFault[]; webhooks: WebhookFaults[] };
  clear(session: string | null): void;
}

export function createFaults(seed: FaultSeed): Faults {
  let sends: SendFault[] = [];
  const webhooks = new Map<string, WebhookFaults>();
  const faults: Faults = {
    addSend(fault) {
      const added = { ...fault, id: randomUUID() };
      sends.push(added);
      return added;
    },
    takeSend(session) {
      const fault = sends.find(
        (each) => each.session === null || each.session === session,
      );
      if (fault === undefined) return null;
      if (fault.times !== null) {
        fault.times -= 1;
        if (fault.times === 0) sends = sends.filter((each) => each !== fault);
      }
      return fault;
    },
    setWebhooks(value) {
      webhooks.set(value.session ?? EVERY_SESSION, value);
    },
    webhooks: (session) =>
      webhooks.get(session) ?? webhooks.get(EVERY_SESSION) ?? NO_FAULTS,
    list: () => ({ sends: [...sends], webhooks: [...webhooks.values()] }),
    clear(session) {
      sends = sends.filter(
        (each) => session !== null && each.session !== session,
      );
      if (session === null) webhooks.clear();
      else webhooks.delete(session);
    },
  };
  seed.sends.forEach((fault) => faults.addSend(fault));
  seed.webhooks.forEach((fault) => {
    faults.setWebhooks(fault);
  });
  return faults;
}
