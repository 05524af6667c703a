/** What a member's write does, as far as limits go. */
export type MemberAction = "write" | "send" | "export";

export type LimitScope = "person" | "business";

/** Calls a minute; a business's own number counts all of its people together. */
const PER_MINUTE: Record<MemberAction, Partial<Record<LimitScope, number>>> = {
  write: { person: 300 },
  send: { person: 120, business: 1_200 },
  export: { person: 20, business: 60 },
};

/** The limits that a call of this kind must keep, the person's first. */
export function limitsOf(
  action: MemberAction,
): { scope: LimitScope; limit: number }[] {
  const { person, business } = PER_MINUTE[action];
  return [
    ...(person === undefined
      ? []
      : [{ scope: "person" as const, limit: person }]),
    ...(business === undefined
      ? []
      : [{ scope: "business" as const, limit: business }]),
  ];
}
