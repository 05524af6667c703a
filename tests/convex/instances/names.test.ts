import { beforeEach, expect, test } from "vitest";
import { internal } from "../../../convex/_generated/api";
import { errorCode } from "../../../lib/error-code";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
} from "../../support/product";

let t: Backend;
let mine: Business;
let theirs: Business;

beforeEach(async () => {
  t = createBackend();
  mine = await createBusiness(t, { name: "Mine" });
  theirs = await createBusiness(t, { name: "Theirs" });
});

test("A6 one session name belongs to one tenant", async () => {
  const { createInstance } = await import("../../../convex/instances/model");
  const error: unknown = await t
    .run((ctx) =>
      createInstance(ctx as never, theirs.tenantId, "Copy", mine.sessionName),
    )
    .catch((thrown: unknown) => thrown);
  expect(errorCode(error)).toBe("CONFLICT");
});

test("session names and tokens are long and never repeat", async () => {
  const seen = new Set<string>();
  for (let i = 0; i < 20; i += 1) {
    const made = await t.mutation(internal.instances.provision.register, {
      tenantId: mine.tenantId,
      label: "Another",
    });
    expect(made.sessionName).toMatch(/^[a-z0-9_]{30}$/);
    expect(made.sessionName.length).toBeLessThanOrEqual(54);
    expect(made.webhookToken).toMatch(/^[a-z0-9]{52}$/);
    seen.add(made.sessionName).add(made.webhookToken);
  }
  expect(seen.size).toBe(40);
});
