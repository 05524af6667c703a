import { beforeEach, expect, test } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import { permissionsOf } from "../../../lib/tenants/roles";
import { signIn } from "../../support/people";
import {
  type Backend,
  createBackend,
  createBusiness,
} from "../../support/product";

let t: Backend;

beforeEach(() => {
  t = createBackend();
});

test("tells a member their business and what their role may do", async () => {
  const { tenantId } = await createBusiness(t, { name: "Bakery" });
  const agent = await signIn(t, tenantId, "agent");
  const session = await agent.query(api.tenants.session.get, {});
  expect(session.isOperator).toBe(false);
  expect(session.active).toEqual({
    tenantId,
    name: "Bakery",
    purgeAt: null,
    role: "agent",
    status: "active",
    permissions: permissionsOf("agent"),
  });
  expect(session.tenants).toEqual([
    { tenantId, name: "Bakery", role: "agent" },
  ]);
});

test("tells a stranger that there is nothing yet", async () => {
  const stranger = await signIn(t, null, "viewer");
  const session = await stranger.query(api.tenants.session.get, {});
  expect(session).toMatchObject({ active: null, tenants: [] });
});

test("tells an operator that they are one, without a business", async () => {
  const operator = await signIn(t, null, "operator");
  const session = await operator.query(api.tenants.session.get, {});
  expect(session).toMatchObject({ isOperator: true, active: null });
});

test("follows the business the person chose", async () => {
  const first = await createBusiness(t, { name: "First" });
  const second = await createBusiness(t, { name: "Second" });
  const owner = await signIn(t, first.tenantId, "owner");
  const { subject } = await owner.query(api.tenants.session.get, {});
  await t.mutation(internal.tenants.provision.join, {
    tenantId: second.tenantId,
    subject,
    email: "person@example.com",
    role: "viewer",
  });
  await owner.mutation(api.tenants.switch.activate, {
    tenantId: second.tenantId,
  });
  const session = await owner.query(api.tenants.session.get, {});
  expect(session.active).toMatchObject({ name: "Second", role: "viewer" });
  expect(session.tenants.map(({ name }) => name)).toEqual(["First", "Second"]);
});

test("hides a business from a suspended member and names a suspended business", async () => {
  const { tenantId } = await createBusiness(t, { name: "Bakery" });
  const agent = await signIn(t, tenantId, "agent");
  await t.run((ctx) => ctx.db.patch(tenantId, { status: "suspended" }));
  const before = await agent.query(api.tenants.session.get, {});
  expect(before.active?.status).toBe("suspended");
  await t.run(async (ctx) => {
    const memberships = await ctx.db.query("memberships").collect();
    for (const { _id, subject } of memberships) {
      if (subject === before.subject) {
        await ctx.db.patch(_id, { status: "suspended" });
      }
    }
  });
  const after = await agent.query(api.tenants.session.get, {});
  expect(after).toMatchObject({ active: null, tenants: [] });
});
