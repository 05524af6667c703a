import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
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

const DAY = 24 * 3_600_000;

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

describe("A13 invitations", () => {
  let owner: Person;

  beforeEach(async () => {
    owner = (await member("owner", "owner")).person;
  });

  test("the invited person joins with the role, and works there at once", async () => {
    const { token } = await invite(owner);
    const ana = signInAs(t, "ana", { name: "Ana" });
    const seen = await ana.query(api.tenants.invitations.preview, { token });
    expect(seen).toMatchObject({
      tenantName: "Harbour Bakery",
      role: "agent",
      email: "a…@example.com",
      isForYou: true,
      status: "pending",
    });
    await accept(ana, token);
    const current = await ana.query(api.tenants.settings.current, {});
    expect(current).toMatchObject({ id: business.tenantId, role: "agent" });
    const audited = await t.run(async (ctx) =>
      (await ctx.db.query("auditEvents").collect()).map((row) => row.action),
    );
    expect(audited).toEqual(
      expect.arrayContaining(["invitation.created", "invitation.accepted"]),
    );
  });

  test("the token has 256 bits and is stored only as a hash", async () => {
    const { token } = await invite(owner);
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const stored = await t.run(async (ctx) =>
      JSON.stringify([
        await ctx.db.query("invitations").collect(),
        await ctx.db.query("auditEvents").collect(),
      ]),
    );
    expect(stored).not.toContain(token);
    expect((await invite(owner, "bob@example.com")).token).not.toBe(token);
  });

  test("a token works once", async () => {
    const { token } = await invite(owner);
    await accept(signInAs(t, "ana"), token);
    const other = signInAs(t, "ana2", { email: "ana@example.com" });
    expect(await outcome(accept(other, token))).toBe("used");
    expect(await memberships()).toHaveLength(2);
  });

  test("two tabs that accept at once make one member", async () => {
    const { token } = await invite(owner);
    const ana = signInAs(t, "ana");
    const results = await Promise.all([
      outcome(accept(ana, token)),
      outcome(accept(ana, token)),
    ]);
    expect(results.sort()).toEqual(["ok", "used"]);
    expect(await memberships()).toHaveLength(2);
  });

  test("another person's address, or one that nobody verified, opens nothing", async () => {
    const { token } = await invite(owner);
    expect(await outcome(accept(signInAs(t, "eve"), token))).toBe(
      "wrong_email",
    );
    const unverified = signInAs(t, "ana", { emailVerified: false });
    expect(await outcome(accept(unverified, token))).toBe("no_verified_email");
    expect(await memberships()).toHaveLength(1);
  });

  test("the address counts without its case", async () => {
    const { token } = await invite(owner, "Ana@Example.com");
    const ana = signInAs(t, "ana", { email: "ANA@example.com" });
    expect(await outcome(accept(ana, token))).toBe("ok");
  });

  test("it expires after seven days", async () => {
    const { token } = await invite(owner);
    vi.setSystemTime(Date.now() + 7 * DAY);
    expect(await outcome(accept(signInAs(t, "ana"), token))).toBe("expired");
  });

  test("a withdrawn one, and the one before a newer one, open nothing", async () => {
    const first = await invite(owner);
    const second = await invite(owner);
    const ana = signInAs(t, "ana");
    expect(await outcome(accept(ana, first.token))).toBe("revoked");
    await owner.mutation(api.tenants.invitations.revoke, {
      invitationId: second.invitationId,
    });
    expect(await outcome(accept(ana, second.token))).toBe("revoked");
  });

  test.each(["", "short", "A".repeat(43), "A".repeat(10_000)])(
    "an invented token %# opens nothing",
    async (token) => {
      const ana = signInAs(t, "ana");
      expect(await outcome(accept(ana, token))).toBe("NOT_FOUND");
      expect(
        await ana.query(api.tenants.invitations.preview, { token }),
      ).toBeNull();
    },
  );

  test("people see the open invitations for their own verified address, and join by them", async () => {
    await invite(owner);
    const mine = api.tenants.invitations.mine;
    const eve = signInAs(t, "eve");
    expect(await eve.query(mine, {})).toEqual([]);
    const unverified = signInAs(t, "ana", { emailVerified: false });
    expect(await unverified.query(mine, {})).toEqual([]);
    const ana = signInAs(t, "ana");
    const [offer] = await ana.query(mine, {});
    if (offer === undefined) throw new Error("No offer.");
    const join = (person: Person) =>
      person.mutation(api.tenants.invitations.acceptMine, {
        invitationId: offer.id,
      });
    expect(await outcome(join(eve))).toBe("NOT_FOUND");
    expect(await outcome(join(ana))).toBe("ok");
    expect(await outcome(join(ana))).toBe("used");
  });

  test("members are not invited again", async () => {
    await member("ana", "viewer");
    expect(await outcome(invite(owner))).toBe("DUPLICATE");
  });

  test("an admin invites everybody but owners", async () => {
    const admin = (await member("admin", "admin")).person;
    expect(await outcome(invite(admin, "x@example.com", "owner"))).toBe(
      "owners_only",
    );
    expect(await outcome(invite(admin, "x@example.com", "admin"))).toBe("ok");
  });

  test.each(["", "ana", "a b@c.d", `${"a".repeat(300)}@c.de`])(
    "%j is no address",
    async (email) => {
      expect(await outcome(invite(owner, email))).toBe("VALIDATION_FAILED");
    },
  );

  test("members and open invitations share a hundred seats", async () => {
    await t.run(async (ctx) => {
      for (let i = 0; i < 99; i += 1) {
        await ctx.db.insert("memberships", {
          tenantId: business.tenantId,
          subject: `seat|${String(i)}`,
          email: `seat${String(i)}@example.com`,
          name: null,
          role: "viewer",
          status: "active",
        });
      }
    });
    expect(await outcome(invite(owner))).toBe("seats");
  });
});
