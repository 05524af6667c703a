import { expect, test } from "vitest";
import {
  askedBusiness,
  type BusinessParams,
} from "@/app/(operator)/operator/asked-business";

const id = "jd70h7k0w1v9q2x3y4z5a6b7c8d9e0f1";

test("an address names one business, by its id if not by name", () => {
  expect(askedBusiness({ tenant: id, name: "Corner Bakery" })).toEqual({
    id,
    name: "Corner Bakery",
  });
  expect(askedBusiness({ tenant: id })).toEqual({ id, name: id });
});

test.each<[BusinessParams]>([
  [{}],
  [{ tenant: "" }],
  [{ tenant: "1 or 1" }],
  [{ tenant: [id, id] }],
  [{ name: "Corner Bakery" }],
])("%j names none", (params) => {
  expect(askedBusiness(params)).toBeNull();
});
