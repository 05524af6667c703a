export type ActorKind = "member" | "operator" | "system";

/** Who an actor string of the ledger or the audit trail stands for. */
export function actorKindOf(actor: string): ActorKind {
  if (actor.startsWith("user:")) return "member";
  return actor.startsWith("operator:") ? "operator" : "system";
}
