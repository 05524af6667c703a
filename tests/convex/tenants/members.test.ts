import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import type { Role } from "../../../lib/tenants/roles";
import { outcome } from "../../support/outcome";
import { signInAs, subjectOf } from "../../support/claims";
import type { Person } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
} from "../../support/product";

let t: Backend;
let business: Business;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  business = await createBusiness(t);
  return () => vi.useRealTimers();
});

async function member(id: string, role: Role) {
  const membershipId = await t.mutation(internal.tenants.provision.join, {
    tenantId: business.tenantId,
    subject: subjectOf(id),
    email: `${id}@example.com`,
    role,
  });
  return { person: signInAs(t, id), membershipId };
}

const invite = (
  person: Person,
  email = "ana@example.com",
  role: Role = "agent",
) => person.mutation(api.tenants.invitations.create, { email, role });

const accept = (person: Person, token: string) =>
  person.mutation(api.tenants.invitations.accept, { token });

const memberships = () => t.run((ctx) => ctx.db.query("memberships").collect());

describe("A13 members", () => {
  const change = (
    person: Person,
    membershipId: Id<"memberships">,
    role: Role,
  ) => person.mutation(api.tenants.members.changeRole, { membershipId, role });

  test("a suspended member can do nothing until reactivated", async () => {
    const owner = await member("owner", "owner");
    const agent = await member("agent", "agent");
    const target = { membershipId: agent.membershipId };
    await owner.person.mutation(api.tenants.members.suspend, target);
    const read = () => agent.person.query(api.tenants.settings.current, {});
    expect(await outcome(read())).toBe("FORBIDDEN");
    await owner.person.mutation(api.tenants.members.reactivate, target);
    expect(await outcome(read())).toBe("ok");
  });

  test("a removed member is out, and an invitation cannot bring a suspended one back", async () => {
    const owner = await member("owner", "owner");
    const agent = await member("agent", "agent");
    const target = { membershipId: agent.membershipId };
    const { token } = await invite(owner.person, "other@example.com");
    await owner.person.mutation(api.tenants.members.suspend, target);
    const back = signInAs(t, "agent", { email: "other@example.com" });
    expect(await outcome(accept(back, token))).toBe("DUPLICATE");
    await owner.person.mutation(api.tenants.members.remove, target);
    expect(
      await outcome(agent.person.query(api.tenants.settings.current, {})),
    ).toBe("FORBIDDEN");
  });

  test("the last owner can neither leave nor step down", async () => {
    const owner = await member("owner", "owner");
    const leave = () => owner.person.mutation(api.tenants.members.leave, {});
    expect(await outcome(leave())).toBe("last_owner");
    expect(
      await outcome(change(owner.person, owner.membershipId, "admin")),
    ).toBe("last_owner");
    await member("second", "owner");
    expect(await outcome(leave())).toBe("ok");
  });

  test("two owners who take each other's role at once leave one owner", async () => {
    const one = await member("one", "owner");
    const two = await member("two", "owner");
    const results = await Promise.all([
      outcome(change(one.person, two.membershipId, "agent")),
      outcome(change(two.person, one.membershipId, "agent")),
    ]);
    expect(results.filter((result) => result === "ok")).toHaveLength(1);
    const owners = (await memberships()).filter(({ role }) => role === "owner");
    expect(owners).toHaveLength(1);
  });

  test("two owners who leave at once leave one owner", async () => {
    const people = [
      (await member("one", "owner")).person,
      (await member("two", "owner")).person,
    ];
    const results = await Promise.all(
      people.map((person) =>
        outcome(person.mutation(api.tenants.members.leave, {})),
      ),
    );
    expect(results.sort()).toEqual(["last_owner", "ok"]);
  });

  test("an admin cannot take an owner's place", async () => {
    const owner = await member("owner", "owner");
    const admin = await member("admin", "admin");
    const { person } = admin;
    expect(await outcome(change(person, owner.membershipId, "viewer"))).toBe(
      "owners_only",
    );
    expect(await outcome(change(person, admin.membershipId, "owner"))).toBe(
      "owners_only",
    );
    expect(
      await outcome(
        person.mutation(api.tenants.members.remove, {
          membershipId: owner.membershipId,
        }),
      ),
    ).toBe("owners_only");
  });

  test("whoever leaves falls back to another business of theirs", async () => {
    await member("owner", "owner");
    const agent = await member("agent", "agent");
    const other = await createBusiness(t, { name: "Other" });
    await t.mutation(internal.tenants.provision.join, {
      tenantId: other.tenantId,
      subject: subjectOf("agent"),
      email: "agent@example.com",
      role: "viewer",
    });
    await agent.person.mutation(api.tenants.switch.activate, {
      tenantId: business.tenantId,
    });
    await agent.person.mutation(api.tenants.members.leave, {});
    const current = await agent.person.query(api.tenants.settings.current, {});
    expect(current.id).toBe(other.tenantId);
  });

  test("every change of a role is in the audit trail", async () => {
    const owner = await member("owner", "owner");
    const agent = await member("agent", "agent");
    await change(owner.person, agent.membershipId, "admin");
    const events = await t.run((ctx) => ctx.db.query("auditEvents").collect());
    expect(events.at(-1)).toMatchObject({
      action: "role.admin",
      actor: `user:${subjectOf("owner")}`,
      target: subjectOf("agent"),
    });
  });
});

test("what one member mutes is muted for them alone", async () => {
  const owner = (await member("owner", "owner")).person;
  const agent = (await member("agent", "agent")).person;
  const { get, set } = api.tenants.preferences;
  await agent.mutation(set, { muted: ["handoff", "handoff"] });
  expect(await agent.query(get, {})).toEqual({ muted: ["handoff"] });
  expect(await owner.query(get, {})).toEqual({ muted: [] });
});

test("settings are bounded and the name is kept trimmed", async () => {
  const owner = (await member("owner", "owner")).person;
  const update = api.tenants.settings.update;
  await owner.mutation(update, { name: "  New name ", takeoverMs: 60_000 });
  const current = () => owner.query(api.tenants.settings.current, {});
  expect(await current()).toMatchObject({
    name: "New name",
    takeoverMs: 60_000,
  });
  for (const wrong of [
    { name: "" },
    { timeZone: "Moon/Base" },
    { takeoverMs: 1 },
    { messageRetentionDays: 0 },
    { messageRetentionDays: 1.5 },
  ]) {
    expect(await outcome(owner.mutation(update, wrong))).toBe(
      "VALIDATION_FAILED",
    );
  }
  await owner.mutation(update, { messageRetentionDays: 90 });
  await owner.mutation(update, { messageRetentionDays: null });
  expect((await current()).messageRetentionDays).toBeNull();
});
