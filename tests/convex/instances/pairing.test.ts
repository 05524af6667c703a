import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { outcome } from "../../support/outcome";
import { fakeGateway, type Gateway } from "../../support/gateway";
import { type Person, signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
} from "../../support/product";

let t: Backend;
let gateway: Gateway;
let business: Business;
let owner: Person;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  gateway = fakeGateway();
  business = await createBusiness(t);
  owner = await signIn(t, business.tenantId, "owner");
  return () => vi.useRealTimers();
});

const create = (label = "Desk") =>
  owner.mutation(api.instances.sessions.create, { label });

const row = (id: Id<"instances">) =>
  t.run((ctx) => ctx.db.get("instances", id));

async function setStatus(id: Id<"instances">, status: string): Promise<void> {
  const instance = await row(id);
  if (instance === null) throw new Error("No such number.");
  await t.mutation(internal.instances.status.update, {
    channel: {
      kind: "instance",
      instanceId: id,
      token: instance.webhookToken,
    },
    session: instance.sessionName,
    status,
    at: Date.now() + 1,
    accountId: null,
    restrictedUntil: null,
  });
}

/** Runs what is due now and nothing later. */
async function runDue(): Promise<void> {
  for (let rounds = 0; rounds < 5; rounds += 1) {
    vi.advanceTimersByTime(0);
    await t.finishInProgressScheduledFunctions();
  }
}

describe("W3 the QR code", () => {
  const { get, refresh } = api.instances.pairing;
  let instanceId: Id<"instances">;

  beforeEach(async () => {
    instanceId = await create();
    await runDue();
    await setStatus(instanceId, "SCAN_QR_CODE");
    gateway.calls.length = 0;
    gateway.answer = () =>
      Response.json({ mimetype: "image/png", data: "QUJD" });
  });

  test("is fetched once however many people look, and shown to those who manage numbers", async () => {
    await Promise.all([
      owner.mutation(refresh, { instanceId }),
      owner.mutation(refresh, { instanceId }),
    ]);
    await runDue();
    expect(gateway.calls).toHaveLength(1);
    expect(await owner.query(get, { instanceId })).toMatchObject({
      qr: "data:image/png;base64,QUJD",
      failure: null,
    });
    for (const role of ["agent", "viewer"] as const) {
      const other = await signIn(t, business.tenantId, role);
      expect(await outcome(other.query(get, { instanceId }))).toBe("FORBIDDEN");
      expect(
        JSON.stringify(await other.query(api.instances.numbers.list, {})),
      ).not.toContain("QUJD");
    }
    const theirs = await createBusiness(t, { name: "Theirs" });
    const foreign = await signIn(t, theirs.tenantId, "owner");
    expect(await outcome(foreign.query(get, { instanceId }))).toBe("NOT_FOUND");
    expect(await outcome(foreign.mutation(refresh, { instanceId }))).toBe(
      "NOT_FOUND",
    );
  });

  test("is forgotten when nobody looks any more", async () => {
    await owner.mutation(refresh, { instanceId });
    await drain(t);
    const rows = await t.run((ctx) => ctx.db.query("pairings").collect());
    expect(rows).toEqual([]);
  });

  test("is forgotten when the number is linked", async () => {
    await owner.mutation(refresh, { instanceId });
    await runDue();
    await setStatus(instanceId, "WORKING");
    expect(await owner.query(get, { instanceId })).toBeNull();
    const rows = await t.run((ctx) => ctx.db.query("pairings").collect());
    expect(rows).toEqual([]);
  });

  test("is not asked for while no phone is wanted", async () => {
    await setStatus(instanceId, "WORKING");
    await owner.mutation(refresh, { instanceId });
    await runDue();
    expect(gateway.calls).toEqual([]);
  });

  test("a gateway without one is told in words", async () => {
    gateway.answer = () => new Response("{}", { status: 500 });
    await owner.mutation(refresh, { instanceId });
    await runDue();
    expect(await owner.query(get, { instanceId })).toMatchObject({
      qr: null,
      failure: "server_error",
    });
  });

  test("a pairing code is shown for two minutes", async () => {
    gateway.answer = () =>
      Response.json({ code: "ABCD-1234" }, { status: 201 });
    const ask = (phone: string) =>
      owner.mutation(api.instances.sessions.requestCode, { instanceId, phone });
    expect(await outcome(ask("12"))).toBe("VALIDATION_FAILED");
    await ask("0027 82 555 0101");
    await runDue();
    expect(gateway.calls[0]?.body).toEqual({ phoneNumber: "27825550101" });
    const shown = await owner.query(get, { instanceId });
    expect(shown?.code?.value).toBe("ABCD-1234");
    await setStatus(instanceId, "WORKING");
    expect(await outcome(ask("+27825550101"))).toBe("not_waiting");
  });
});
