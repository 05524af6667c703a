export type Block =
  | { kind: "viewer" }
  | {
      kind:
        | "suspended"
        | "sending_stopped"
        | "not_connected"
        | "opted_out"
        | "no_credits";
    }
  | { kind: "locked"; name: string };

interface Situation {
  canReply: boolean;
  blocked: Exclude<Block["kind"], "viewer" | "locked"> | null;
  /** A claim of the composer that still runs. */
  lock: { person: { name: string; isMe: boolean } } | null;
  /** Whether the person chose to write although a colleague does. */
  isForced: boolean;
}

/** Why a reply cannot be written now; null when it can. What cannot be changed by waiting comes first. */
export function blockOf(situation: Situation): Block | null {
  if (!situation.canReply) return { kind: "viewer" };
  if (situation.blocked !== null) return { kind: situation.blocked };
  const { lock } = situation;
  if (lock === null || lock.person.isMe || situation.isForced) return null;
  return { kind: "locked", name: lock.person.name };
}
