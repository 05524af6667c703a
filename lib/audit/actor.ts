/** Who does something that is written down: a person, an operator, the product itself, a vendor's call. */
export const ACTOR_KINDS = ["user", "operator", "system", "webhook"] as const;

export type ActorKind = (typeof ACTOR_KINDS)[number];

export type Actor = `${ActorKind}:${string}`;

/** Kind and name of an actor; null when the text is none. */
export function parseActor(
  text: string,
): { kind: ActorKind; name: string } | null {
  const colon = text.indexOf(":");
  const kind = ACTOR_KINDS.find((known) => known === text.slice(0, colon));
  const name = text.slice(colon + 1);
  return colon < 0 || kind === undefined || name === "" ? null : { kind, name };
}

/** Whether a text names an actor of one of the four kinds. */
export function isActor(text: string): text is Actor {
  return parseActor(text) !== null;
}
