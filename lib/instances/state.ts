export type GatewayJob = {
  kind: "create" | "reconnect" | "logout" | "remove" | "code";
  status: "running" | "done" | "failed";
  reason: string | null;
  startedAt: number;
};

export type NumberFacts = {
  /** WAHA's word; an open set. */
  status: string;
  statusAt: number;
  needsConfirmation: boolean;
  silentSince: number | null;
  job: GatewayJob | null;
};

export type NumberState =
  | "linked"
  | "silent"
  | "other_account"
  | "waiting"
  | "starting"
  | "unreachable"
  | "lost"
  | "stopped"
  | "attention"
  | "unknown";

/**
 * What a number's state means to its people. A job that failed counts only
 * until the gateway reports anything newer.
 */
export function numberState(facts: NumberFacts): NumberState {
  const { status, statusAt, job } = facts;
  if (status === "WORKING") {
    if (facts.needsConfirmation) return "other_account";
    return facts.silentSince === null ? "linked" : "silent";
  }
  if (job?.status === "running" && job.kind !== "code") return "starting";
  const isJobNews = job !== null && job.startedAt >= statusAt;
  if (isJobNews && job.status === "failed" && job.kind !== "code") {
    return "unreachable";
  }
  switch (status) {
    case "SCAN_QR_CODE":
      return "waiting";
    case "STARTING":
      return "starting";
    case "FAILED":
      return "lost";
    case "STOPPED":
      return isJobNews && job.status === "done" ? "starting" : "stopped";
    default:
      return status.startsWith("PASSKEY") ? "attention" : "unknown";
  }
}

/** The international form of the digits WhatsApp names an account by. */
export function accountNumber(digits: string): string {
  return /^\d{6,15}$/.test(digits) ? `+${digits}` : digits;
}
