import { expect, test } from "vitest";
import { tombstoneHash } from "../../../lib/erasure/tombstone";

const person = {
  secret: "a secret of the service",
  tenantId: "tenant_1",
  alias: "phone:+27831110001",
};

test("is the same for the same person in the same business", async () => {
  expect(await tombstoneHash(person)).toBe(await tombstoneHash(person));
  expect(await tombstoneHash(person)).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
  { ...person, secret: "another secret" },
  { ...person, tenantId: "tenant_2" },
  { ...person, alias: "phone:+27831110002" },
  { ...person, alias: "lid:+27831110001" },
])("differs by secret, business, number and kind of id", async (other) => {
  expect(await tombstoneHash(other)).not.toBe(await tombstoneHash(person));
});

test("does not take two pairs for one because their texts join alike", async () => {
  const a = { ...person, tenantId: "t1", alias: "2phone:+1" };
  const b = { ...person, tenantId: "t12", alias: "phone:+1" };
  expect(await tombstoneHash(a)).not.toBe(await tombstoneHash(b));
});

test("refuses an empty secret and an empty id", async () => {
  await expect(tombstoneHash({ ...person, secret: "" })).rejects.toThrow();
  await expect(tombstoneHash({ ...person, alias: "" })).rejects.toThrow();
});
