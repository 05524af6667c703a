export type Role = "owner" | "admin" | "agent" | "viewer";

export type Permission =
  | "read"
  | "reply"
  | "manage_contacts"
  | "manage_assistant"
  | "manage_numbers"
  | "manage_tenant";

const EVERYTHING: ReadonlySet<Permission> = new Set([
  "read",
  "reply",
  "manage_contacts",
  "manage_assistant",
  "manage_numbers",
  "manage_tenant",
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
