import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { ConvexHttpClient } from "convex/browser";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { api } from "../../../convex/_generated/api";
import type { Tenant } from "../../../local/cli/administration";
import { stateDirOf } from "../../../local/cli/environment";
import { rotateKeys } from "../../../scripts/keys/rotate";
import { showStatus } from "../../../scripts/keys/status";
import { type Issuer, startIssuer } from "../../support/issuer";
import { type LocalCloud, startLocalCloud } from "../../support/local-cloud";
import { instanceOf, sentInto } from "../../support/main-job";
import { FIELD_KEY, GOOD_KEY } from "../../support/own-key";
import { until } from "../../support/until";

const WITHIN_MS = 30_000;
const SUBJECT = "owner-with-a-key";

let cloud: LocalCloud;
let issuer: Issuer;
let tenant: Tenant;

const { ownKey } = api.assistant;

beforeAll(async () => {
  cloud = await startLocalCloud({ FIELD_KEYS: FIELD_KEY.test });
  const url = cloud.env["CLERK_JWT_ISSUER_DOMAIN"] ?? "";
  issuer = await startIssuer(url);
  tenant = await cloud.createTenant({ name: "Harbour Light Books" });
  const member = {
    tenantId: tenant.id,
    subject: `${url}|${SUBJECT}`,
    email: "owner@example.test",
    role: "owner",
  };
  await cloud.api.run("mutation", "tenants/provision:join", member, z.string());
}, 60_000);

afterAll(async () => {
  await cloud.stop();
  await issuer.close();
});

async function owner(): Promise<ConvexHttpClient> {
  const client = new ConvexHttpClient(cloud.addresses.convex);
  client.setAuth(await issuer.tokenFor(SUBJECT));
  return client;
}

const view = async () => (await owner()).query(ownKey.get, {});

async function set(apiKey: string): Promise<string | undefined> {
  await (await owner()).mutation(ownKey.set, { apiKey });
  const { key } = await until(
    "the end of the test call",
    view,
    ({ key }) => key?.isChecking === false,
    WITHIN_MS,
  );
  return key?.verdict;
}

const digits = (serial: number) => `2783111${String(2000 + serial)}`;

const say = (serial: number) =>
  cloud.phone.say(
    instanceOf(tenant).sessionName,
    { phone: `+${digits(serial)}`, name: "Thandi" },
    "When do you open?",
  );

/** A new customer asks and is answered. */
async function isAnswered(serial: number): Promise<void> {
  await say(serial);
  await until(
    "the answer on the phone",
    () => sentInto(cloud, tenant, `${digits(serial)}@c.us`),
    (messages) => messages.length > 0,
    WITHIN_MS,
  );
}

/** A new customer asks, and a person is called. */
async function isHandedOver(serial: number): Promise<void> {
  await say(serial);
  const inbox = async () => {
    const paginationOpts = { numItems: 50, cursor: null };
    const client = await owner();
    return client.query(api.conversations.inbox.list, { paginationOpts });
  };
  await until(
    "a person is called",
    inbox,
    ({ page }) =>
      page.some(
        ({ contactPhone, handoff }) =>
          contactPhone?.replaceAll(/\D/g, "") === digits(serial) &&
          handoff !== null,
      ),
    WITHIN_MS,
  );
  expect(await sentInto(cloud, tenant, `${digits(serial)}@c.us`)).toEqual([]);
}

async function restartWith(fieldKeys: string): Promise<void> {
  await cloud.killRuntime();
  await cloud.startRuntime({ FIELD_KEYS: fieldKeys });
}

function tool(run: typeof rotateKeys): Promise<[number, string[]]> {
  const said: string[] = [];
  const spy = vi.spyOn(console, "log").mockImplementation((line: string) => {
    said.push(line);
  });
  return run(cloud.api, [])
    .then((code): [number, string[]] => [code, said])
    .finally(() => spy.mockRestore());
}

/** The files of the installation's state in which a text stands. */
function filesWith(text: string): string[] {
  const root = stateDirOf(cloud.env);
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((name) => join(root, name))
    .filter((file) => statSync(file).isFile())
    .filter((file) => readFileSync(file).includes(text));
}

test("D11 a key that Google refuses ends with a person, and says so", async () => {
  expect(await set("invalid-key-of-this-business")).toBe("refused");
  await isHandedOver(1);
});

test("D11 one that it accepts answers, and stands in no file of the installation", async () => {
  expect(await set(GOOD_KEY)).toBe("working");
  await isAnswered(2);
  expect(filesWith("When do you open?").length).toBeGreaterThan(0);
  expect(filesWith(GOOD_KEY)).toEqual([]);
  expect(cloud.runtimeOutput()).not.toContain(GOOD_KEY);
});

test("H10 old and new are read while a key is rotated, and the old one is refused afterwards", async () => {
  await restartWith(`${FIELD_KEY.next},${FIELD_KEY.test}`);
  await isAnswered(3);
  expect(await tool(showStatus)).toEqual([
    0,
    [
      "next: 0 values, the current key",
      "test: 1 values, to be moved by npm run keys -- rotate",
    ],
  ]);
  expect(await tool(rotateKeys)).toEqual([
    0,
    [
      "1 values are under next now, 0 were before.",
      "No value needs test any more.",
    ],
  ]);
  await isAnswered(4);

  await restartWith(FIELD_KEY.next);
  await isAnswered(5);

  await restartWith(FIELD_KEY.test);
  await isHandedOver(6);
  expect((await view()).key?.verdict).toBe("unreadable");
  expect(await tool(showStatus)).toEqual([
    1,
    [
      "test: 0 values, the current key",
      "next: 1 values, NOT IN FIELD_KEYS: unreadable",
    ],
  ]);
  const [code, said] = await tool(rotateKeys);
  expect([code, said.at(-1)]).toEqual([
    1,
    `NOT MOVED: the key of business ${tenant.id} (unknown_key)`,
  ]);

  await restartWith(`${FIELD_KEY.next},${FIELD_KEY.test}`);
  await isAnswered(7);
  expect((await view()).key?.verdict).toBe("working");
  expect(filesWith(GOOD_KEY)).toEqual([]);
}, 180_000);

test("without field keys everything runs, and the tool says what is missing", async () => {
  await restartWith("");
  expect((await view()).isOffered).toBe(false);
  await expect(tool(rotateKeys)).rejects.toThrow("FIELD_KEYS is not set");
  await (await owner()).mutation(ownKey.remove, {});
  await isAnswered(8);
});
