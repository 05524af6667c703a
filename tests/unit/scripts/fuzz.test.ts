import { expect, test } from "vitest";
import { strangeBody } from "../../../scripts/fuzz/bodies";
import { fuzzBodies, fuzzSignatures } from "../../../scripts/fuzz/intake";
import { repeat } from "../../../scripts/fuzz/repeat";

test("strange bodies have one of the known outcomes, and reach all of them", async () => {
  const { outcomes, faults } = await fuzzBodies(4_000, 1);
  expect(faults).toEqual([]);
  const kinds = ["message", "ack", "session_status", "unreadable", "not_json"];
  for (const kind of kinds) expect(outcomes[kind]).toBeGreaterThan(0);
});

test("no changed signature is accepted, and the true one is", async () => {
  const { outcomes, faults } = await fuzzSignatures(4_000, 1);
  expect(faults).toEqual([]);
  expect(outcomes["accepted"]).toBeGreaterThan(0);
  expect(outcomes["mismatch"]).toBeGreaterThan(500);
});

test("a seed always makes the same body, whatever was made before", () => {
  const bodies = () =>
    Array.from({ length: 3_000 }, (_, seed) =>
      Buffer.from(strangeBody(seed)).toString("base64"),
    );
  expect(bodies()).toEqual(bodies());
});

test("what is thrown is a fault with its seed", async () => {
  const result = await repeat(3, 10, (seed) =>
    seed === 11 ? Promise.reject(new Error("broken")) : Promise.resolve("ok"),
  );
  expect(result).toEqual({
    rounds: 3,
    outcomes: { ok: 2, fault: 1 },
    faults: ["11: broken"],
  });
});
