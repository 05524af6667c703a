export const ROLES = ["owner", "admin", "agent", "viewer"] as const;

export type Role = (typeof ROLES)[number];

export type Permission =
  | "read"
  | "reply"
  | "manage_contacts"
  | "manage_assistant"
  | "manage_numbers"
  | "manage_tenant"
  | "manage_team"
  | "export";

const EVERYTHING: ReadonlySet<Permission> = new Set([
  "read",
  "reply",
  "manage_contacts",
  "manage_assistant",
  "manage_numbers",
  "manage_tenant",
  "manage_team",
  "export",
]);

const GRANTS: Record<Role, ReadonlySet<Permission>> = {
  owner: EVERYTHING,
  admin: EVERYTHING,
  agent: new Set(["read", "reply", "manage_contacts"]),
  viewer: new Set(["read"]),
};

/** Whether a member with `role` may do `permission`. */
export function isPermitted(role: Role, permission: Permission): boolean {
  return GRANTS[role].has(permission);
}

/** Everything a member with `role` may do. */
export function permissionsOf(role: Role): Permission[] {
  return [...GRANTS[role]];
}

/** What a refused call can have needed. */
export type Needed = Permission | "operator";

/** Whether a text names what a call can need. */
export function isNeeded(text: string): text is Needed {
  return text === "operator" || EVERYTHING.has(text as Permission);
}
