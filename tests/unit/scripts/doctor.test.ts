import { expect, test } from "vitest";
import { appLines } from "../../../scripts/doctor/app";
import { serviceLines } from "../../../scripts/doctor/services";
import { settingsLines } from "../../../scripts/doctor/settings";
import { ENV, failing, healthy, place } from "../../support/doctor";

test("K7 a healthy installation passes every line", async () => {
  expect(failing(settingsLines(place()))).toEqual([]);
  expect(failing(await appLines(place()))).toEqual([]);
  const services = failing(await serviceLines(place()));
  // The counter speaks to a real Redis, and there is none here.
  expect(services).toEqual(["page policy violations are counted"]);
});

test("a service that lets strangers in fails, and so does one that is silent", async () => {
  const open = place(() => Response.json({ status: "success", value: 1 }));
  expect(failing(await serviceLines(open))).toHaveLength(9);
  const silent = place(() => {
    throw new Error("down");
  });
  expect(failing(await serviceLines(silent))).toHaveLength(9);
});

test.each([
  [
    { NEXT_PUBLIC_CONVEX_SITE_URL: "" },
    "what the web server refuses reaches the audit trail",
  ],
  [{ WAHA_API_KEY: "short" }, "secrets have at least 24 characters"],
  [
    { WAHA_BASE_URL: "http://10.0.0.5:3000" },
    "WAHA_BASE_URL is https, or this machine, or marked private",
  ],
  [
    { WAHA_WEBHOOK_ALGORITHMS: "md5" },
    "webhook signatures are SHA-512 or SHA-256",
  ],
  [
    { WAHA_API_KEY: ENV["CONVEX_ADMIN_KEY"] ?? "" },
    "no two secrets are the same",
  ],
  [{ FIELD_KEYS: "first:short" }, "the keys of encrypted fields can be read"],
])("the settings %j fail", (env, name) => {
  expect(failing(settingsLines(place(healthy, env)))).toEqual([name]);
});
