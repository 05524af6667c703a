import type { Backend } from "./product";
import type { Person } from "./people";

const ISSUER = "http://127.0.0.1:4010";

export type Claims = { email?: string; emailVerified?: boolean; name?: string };

/** A signed-in person with claims about themselves and no membership. */
export function signInAs(t: Backend, id: string, claims: Claims = {}): Person {
  return t.withIdentity({
    issuer: ISSUER,
    subject: id,
    tokenIdentifier: subjectOf(id),
    email: `${id}@example.com`,
    emailVerified: true,
    ...claims,
  });
}

/** What the product knows such a person by. */
export function subjectOf(id: string): string {
  return `${ISSUER}|${id}`;
}
