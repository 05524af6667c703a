import { describe, expect, test } from "vitest";
import {
  isPermitted,
  type Permission,
  type Role,
  ROLES,
} from "../../../lib/tenants/roles";

const MATRIX: Record<Permission, Role[]> = {
  read: ["owner", "admin", "agent", "viewer"],
  reply: ["owner", "admin", "agent"],
  manage_contacts: ["owner", "admin", "agent"],
  manage_assistant: ["owner", "admin"],
  manage_numbers: ["owner", "admin"],
  manage_tenant: ["owner", "admin"],
  manage_team: ["owner", "admin"],
  export: ["owner", "admin"],
};

describe.each(Object.entries(MATRIX) as [Permission, Role[]][])(
  "%s",
  (permission, allowed) => {
    test.each(ROLES)("for the %s", (role) => {
      expect(isPermitted(role, permission)).toBe(allowed.includes(role));
    });
  },
);
