import { appError } from "../errors";
import { type BreakerState, isOpen, nextBreaker } from "./breaker";

/** Room for keys of every form; too few characters would make the shown four a large part. */
const KEY = /^[\x21-\x7e]{20,200}$/;
const SHOWN_CHARS = 4;

/** What is known of a business's own key. */
export type Verdict =
  | "untested"
  | "working"
  /** The model's service does not know it, or it may not call the model. */
  | "refused"
  /** Its allowance is used up. */
  | "limited"
  /** It is known, and a plain question was refused with it. */
  | "rejected"
  /** There was no answer; nothing is known. */
  | "unreachable"
  /** We cannot decrypt it. */
  | "unreadable";

export type OwnBreaker = BreakerState & { model: string };

export type OwnKeyState = {
  verdict: Verdict;
  verdictAt: number | null;
  breakers: OwnBreaker[];
};

/** `ok`, a failure of the model's client, or `key_unreadable`. */
type Call = { model: string; outcome: string };

/** Whether a text, without the spaces around it, may be a key. */
export function isModelKey(text: string): boolean {
  return KEY.test(text.trim());
}

/** The key without the spaces around it; VALIDATION_FAILED, without repeating it, when it can be none. */
export function requireModelKey(text: string): string {
  if (!isModelKey(text)) {
    throw appError(
      "VALIDATION_FAILED",
      "A key has 20 to 200 characters and no spaces.",
      { reason: "no_key" },
    );
  }
  return text.trim();
}

/** The part of a key that is shown. */
export function endingOf(key: string): string {
  return key.slice(-SHOWN_CHARS);
}

/** What one test call says of a key. */
export function verdictOfCheck(outcome: string): Verdict {
  if (outcome === "rejected") return "rejected";
  return verdictOfAnswer(outcome) ?? "unreachable";
}

// A refused question may be the question's fault, a silent service nobody's.
function verdictOfAnswer(outcome: string): Verdict | null {
  switch (outcome) {
    case "ok":
      return "working";
    case "unauthorized":
      return "refused";
    case "rate_limited":
      return "limited";
    case "key_unreadable":
      return "unreadable";
    default:
      return null;
  }
}

/** Whether people must do something before this key answers again. */
export function isBroken(verdict: Verdict): boolean {
  return (
    verdict === "refused" || verdict === "rejected" || verdict === "unreadable"
  );
}

/** Whether nothing is known against a key, so that an answer made with it changes nothing. */
export function isCalm(state: OwnKeyState): boolean {
  return state.verdict === "working" && state.breakers.length === 0;
}

/** The models of `candidates` that may be called with this key at `now`, in their order. */
export function usableWithOwnKey(
  breakers: readonly OwnBreaker[],
  candidates: readonly string[],
  now: number,
): string[] {
  return candidates.filter((model) => {
    const breaker = breakers.find((each) => each.model === model);
    return breaker === undefined || !isOpen(breaker, now);
  });
}

/**
 * What is known of a key after calls for an answer. The last call that says
 * something of the key decides the verdict; a model that fails for other reasons
 * than the key moves its breaker, which belongs to this key alone.
 */
export function afterCalls(
  state: OwnKeyState,
  calls: readonly Call[],
  now: number,
): OwnKeyState {
  let { verdict } = state;
  const breakers = new Map(state.breakers.map((each) => [each.model, each]));
  for (const { model, outcome } of calls) {
    verdict = verdictOfAnswer(outcome) ?? verdict;
    if (outcome === "ok") breakers.delete(model);
    else if (isTransient(outcome)) {
      const before = breakers.get(model) ?? { failures: 0, openUntil: null };
      breakers.set(model, { model, ...nextBreaker(before, "failed", now) });
    }
  }
  return { ...judged(state, verdict, now), breakers: [...breakers.values()] };
}

/** What is known of a key after a test call: what failed before is forgotten when it works. */
export function afterCheck(
  state: OwnKeyState,
  outcome: string,
  now: number,
): OwnKeyState {
  const verdict = verdictOfCheck(outcome);
  const breakers = verdict === "working" ? [] : state.breakers;
  return { verdict, verdictAt: now, breakers };
}

function judged(
  { verdict: before, verdictAt }: OwnKeyState,
  verdict: Verdict,
  now: number,
): Pick<OwnKeyState, "verdict" | "verdictAt"> {
  return { verdict, verdictAt: verdict === before ? verdictAt : now };
}

function isTransient(outcome: string): boolean {
  return ["timeout", "rate_limited", "unavailable", "malformed"].includes(
    outcome,
  );
}
