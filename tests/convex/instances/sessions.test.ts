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

const numbers = () => owner.query(api.instances.numbers.list, {});

async function numberOf(id: Id<"instances">) {
  const number = (await numbers()).find((one) => one.id === id);
  if (number === undefined) throw new Error("The number is not listed.");
  return number;
}

const row = (id: Id<"instances">) =>
  t.run((ctx) => ctx.db.get("instances", id));

/** Runs what is due now and nothing later. */
async function runDue(): Promise<void> {
  for (let rounds = 0; rounds < 5; rounds += 1) {
    vi.advanceTimersByTime(0);
    await t.finishInProgressScheduledFunctions();
  }
}

describe("C1 creating a number", () => {
  test("asks the gateway for a session of our name that reports to us", async () => {
    const id = await create("  Desk ");
    expect((await numberOf(id)).job).toMatchObject({
      kind: "create",
      status: "running",
    });
    await runDue();
    const instance = await row(id);
    expect(gateway.calls).toHaveLength(1);
    const [call] = gateway.calls;
    expect(call).toMatchObject({
      method: "POST",
      path: "/api/sessions",
      apiKey: "waha-test-key",
    });
    expect(call?.body).toMatchObject({
      name: instance?.sessionName,
      start: true,
      config: {
        metadata: { "instance.id": id },
        webhooks: [
          {
            url: expect.stringContaining(
              instance?.webhookToken ?? "?",
            ) as string,
          },
        ],
      },
    });
    expect(await numberOf(id)).toMatchObject({
      label: "Desk",
      job: { kind: "create", status: "done", reason: null },
    });
  });

  test("a gateway that refuses is told in words, and the number can be tried again", async () => {
    gateway.answer = () => new Response("{}", { status: 401 });
    const id = await create();
    await runDue();
    expect((await numberOf(id)).job).toMatchObject({
      status: "failed",
      reason: "unauthorized",
    });
    gateway.answer = ({ method }) =>
      new Response("{}", { status: method === "GET" ? 404 : 201 });
    await owner.mutation(api.instances.sessions.reconnect, { instanceId: id });
    await runDue();
    expect(gateway.calls.map((call) => `${call.method} ${call.path}`)).toEqual([
      "POST /api/sessions",
      expect.stringMatching(/^GET \/api\/sessions\/aibud_/) as string,
      "POST /api/sessions",
    ]);
  });

  test("an action that never reports fails at its deadline, once", async () => {
    gateway.answer = () => new Promise<Response>(() => undefined);
    const id = await create();
    vi.advanceTimersByTime(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await numberOf(id)).job).toMatchObject({
      status: "failed",
    });
  });

  test("a business has at most ten numbers; removed ones do not count", async () => {
    for (let i = 0; i < 9; i += 1) await create(`Desk ${String(i)}`);
    expect(await outcome(create("One too many"))).toBe("too_many_numbers");
    await owner.mutation(api.instances.sessions.remove, {
      instanceId: business.instanceId,
    });
    expect(await outcome(create("Fits again"))).toBe("ok");
  });

  test.each(["", "   ", "x".repeat(61)])(
    "the name %j is refused",
    async (label) => {
      expect(await outcome(create(label))).toBe("VALIDATION_FAILED");
    },
  );

  test("a suspended business creates none", async () => {
    await t.mutation(internal.tenants.provision.setStatus, {
      tenantId: business.tenantId,
      status: "suspended",
      reason: "test",
    });
    expect(await outcome(create())).toBe("SENDING_DISABLED");
  });
});

describe("C1 one thing at a time", () => {
  const { reconnect, logout } = api.instances.sessions;

  test("two people who press at once start one job", async () => {
    const { instanceId } = business;
    const results = await Promise.all([
      outcome(owner.mutation(reconnect, { instanceId })),
      outcome(owner.mutation(logout, { instanceId })),
    ]);
    expect(results.sort()).toEqual(["busy", "ok"]);
    await runDue();
    expect(
      gateway.calls.filter(({ method }) => method === "POST"),
    ).toHaveLength(1);
  });

  test("a known session is restarted, and logging out is its own call", async () => {
    const { instanceId, sessionName } = business;
    gateway.answer = () =>
      Response.json({ name: sessionName, status: "FAILED" }, { status: 200 });
    await owner.mutation(reconnect, { instanceId });
    await runDue();
    await owner.mutation(logout, { instanceId });
    await runDue();
    expect(gateway.calls.map(({ path }) => path)).toEqual([
      `/api/sessions/${sessionName}`,
      `/api/sessions/${sessionName}/restart`,
      `/api/sessions/${sessionName}/logout`,
    ]);
  });
});
