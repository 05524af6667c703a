import type { SeedUser } from "./seed/people";

/** Whom one can sign in as, as lines for people; none when nobody was seeded. */
export function userBlock(users: readonly SeedUser[]): string[] {
  const [first] = users;
  if (first === undefined) return [];
  const width = Math.max(...users.map(({ role }) => role.length));
  return [
    "",
    `  Sign in (password of all: ${first.password}):`,
    ...users.map(({ role, email }) => `    ${role.padEnd(width)}  ${email}`),
    "",
  ];
}
