import { expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { messageEvent } from "../../support/deliveries";
import { signIn } from "../../support/people";
import { createBackend, createBusiness, drain } from "../../support/product";
import { fakeVendors } from "../../support/vendors";

const { letters, runs } = api.webhooks;
const kind = "dead_letters" as const;

test("B11 the dead letters of one business are listed and tried without the others", async () => {
  vi.useFakeTimers();
  const t = createBackend();
  const vendors = fakeVendors();
  const mine = await createBusiness(t);
  const other = await createBusiness(t, { name: "Other" });
  const operator = await signIn(t, null, "operator");
  for (const from of ["27831110001@c.us", "27831110002@c.us"]) {
    await t.mutation(internal.webhooks.channel.bury, {
      channel: {
        kind: "instance",
        instanceId: mine.instanceId,
        token: mine.webhookPath.split(".").at(-1) ?? "",
      },
      reason: "seed",
      body: JSON.stringify(messageEvent(mine, { from })),
    });
    vi.advanceTimersByTime(1);
  }
  const listed = async (tenantId: Id<"tenants"> | null) =>
    operator.query(letters.list, {
      tenantId,
      status: "open",
      paginationOpts: { numItems: 10, cursor: null },
    });
  const tryAll = async (tenantId: Id<"tenants">) => {
    const scope = { kind, tenantId, detail: null };
    await operator.mutation(runs.start, { ...scope, reason: "it is mended" });
    await drain(t);
  };

  expect((await listed(other.tenantId)).page).toEqual([]);
  expect((await listed(mine.tenantId)).page).toHaveLength(2);
  await tryAll(other.tenantId);
  expect(vendors.sends).toEqual([]);
  await tryAll(mine.tenantId);
  expect(vendors.sends).toHaveLength(2);
  expect((await listed(null)).page).toEqual([]);
  const ofAll = { kind, tenantId: null };
  expect(await operator.query(runs.progress, ofAll)).toBeNull();
  vi.useRealTimers();
});
