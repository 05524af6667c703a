import { describe, expect, test } from "vitest";
import {
  mayGrant,
  refuseTeamChange,
  type TeamChange,
  type TeamMember,
} from "../../../lib/tenants/team";

const member = (
  id: string,
  role: TeamMember["role"],
  status: TeamMember["status"] = "active",
): TeamMember => ({ id, role, status });

const owner = member("o1", "owner");
const second = member("o2", "owner");
const admin = member("a1", "admin");
const agent = member("g1", "agent");

const REMOVALS: TeamChange[] = [
  { kind: "role", role: "admin" },
  { kind: "suspend" },
  { kind: "remove" },
];

describe("A13 who may change whom", () => {
  test.each(REMOVALS)("an admin cannot touch an owner: %o", (change) => {
    const team = [owner, second, admin];
    expect(refuseTeamChange(team, admin, owner, change)).toBe("owners_only");
  });

  test("an admin cannot make an owner, of anybody or themselves", () => {
    const team = [owner, admin, agent];
    const change: TeamChange = { kind: "role", role: "owner" };
    expect(refuseTeamChange(team, admin, agent, change)).toBe("owners_only");
    expect(refuseTeamChange(team, admin, admin, change)).toBe("owners_only");
  });

  test("an admin changes and removes everybody else", () => {
    const team = [owner, admin, agent];
    for (const change of REMOVALS) {
      expect(refuseTeamChange(team, admin, agent, change)).toBeNull();
    }
  });

  test.each(REMOVALS)("the last owner stays: %o", (change) => {
    const team = [owner, admin, member("o3", "owner", "suspended")];
    const actor = change.kind === "suspend" ? second : owner;
    const refusal = refuseTeamChange(team, actor, owner, change);
    expect(refusal).toBe("last_owner");
  });

  test("with another active owner the first one may go", () => {
    const team = [owner, second];
    expect(refuseTeamChange(team, owner, owner, { kind: "remove" })).toBeNull();
    expect(
      refuseTeamChange(team, second, owner, { kind: "role", role: "viewer" }),
    ).toBeNull();
  });

  test("where there is no owner the last admin stays", () => {
    const team = [admin, agent];
    const change: TeamChange = { kind: "role", role: "agent" };
    expect(refuseTeamChange(team, admin, admin, change)).toBe("last_owner");
    expect(
      refuseTeamChange([...team, member("a2", "admin")], admin, admin, change),
    ).toBeNull();
  });

  test("nobody suspends themselves, anybody leaves", () => {
    const team = [owner, second, agent];
    const suspend: TeamChange = { kind: "suspend" };
    expect(refuseTeamChange(team, owner, owner, suspend)).toBe("oneself");
    expect(refuseTeamChange(team, agent, agent, { kind: "remove" })).toBeNull();
  });

  test("roles are granted from above only", () => {
    expect(mayGrant("owner", "owner")).toBe(true);
    expect(mayGrant("admin", "admin")).toBe(true);
    expect(mayGrant("admin", "owner")).toBe(false);
    expect(mayGrant("agent", "viewer")).toBe(false);
  });
});
