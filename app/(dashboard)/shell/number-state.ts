export type NumberState =
  "connected" | "starting" | "scan" | "silent" | "otherAccount" | "restricted";

interface NumberFacts {
  status: string;
  needsConfirmation: boolean;
  restrictedUntil: number | null;
  silentSince: number | null;
}

/** What a person must know of a number at a glance. */
export function numberState(number: NumberFacts, now: number): NumberState {
  if (number.needsConfirmation) return "otherAccount";
  switch (number.status) {
    case "WORKING":
      if (number.silentSince !== null) return "silent";
      return (number.restrictedUntil ?? 0) > now ? "restricted" : "connected";
    case "STARTING":
      return "starting";
    case "SCAN_QR_CODE":
      return "scan";
    default:
      return "silent";
  }
}

export const STATE_TONES = {
  connected: "bg-good",
  starting: "bg-warn",
  scan: "bg-warn",
  silent: "bg-bad",
  otherAccount: "bg-bad",
  restricted: "bg-warn",
} as const;

const WORST_FIRST: readonly NumberState[] = [
  "silent",
  "otherAccount",
  "scan",
  "restricted",
  "starting",
  "connected",
];

/** The state that most needs somebody. */
export function worstOf(states: readonly NumberState[]): NumberState {
  return WORST_FIRST.find((state) => states.includes(state)) ?? "connected";
}
