import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { stateDirOf } from "../../local/cli/environment";
import type { Visit } from "../support/browser";
import {
  createPerson,
  startProduct,
  visitAs,
  type Product,
} from "../support/dashboard";
import { collectEnvelopes, type Envelopes } from "../support/envelopes";
import { findLeaks, foundIn, linesOf, type Marker } from "../support/leaks";
import { instanceOf } from "../support/main-job";
import {
  driveAnswer,
  driveContacts,
  driveConvexErrors,
  driveDesk,
  driveFaults,
  driveMedia,
  driveWebhooks,
  type Stage,
} from "../support/redaction-drive";
import { driveOwnKey, FIELD_KEYS, KEY_MARKERS } from "../support/redaction-key";
import {
  INVITED,
  PHONES,
  secretMarkers,
  WORDS,
  wordMarkers,
} from "../support/redaction-words";
import { createKeyring } from "../support/keyring";
import { until } from "../support/until";

const LONG_MS = 240_000;
const SEEN_WITHIN_MS = 30_000;
const EVIL = "https://evil.example";

let product: Product;
let stage: Stage;
let envelopes: Envelopes;
let owner: Visit;
/** A page that stays where it is, for tokens. */
let desk: Page;
let conversationId: Id<"conversations">;
let documentId: Id<"messages">;
let invitation: string;

const keys = createKeyring();

beforeAll(async () => {
  product = await startProduct({
    ...FIELD_KEYS,
    API_RATE_LIMIT_PER_MINUTE: "6000",
    EXPORT_RATE_LIMIT_PER_MINUTE: "100",
    SENTRY_TRACES_SAMPLE_RATE: "1",
  });
  const { cloud } = product;
  envelopes = collectEnvelopes(cloud.addresses.sentry);
  const tenant = await cloud.createTenant({ name: "Harbour Light Books" });
  owner = await visitAs(
    product,
    await createPerson(product, { tenant, role: "owner" }),
  );
  desk = await owner.page.context().newPage();
  await desk.goto(`${product.app.url}/overview`);
  stage = { cloud, tenant, owner: () => keys.clientOf(desk, product) };
}, LONG_MS);

afterAll(async () => {
  // Not started, when the beginning failed; that failure is the one to show.
  (envelopes as Envelopes | undefined)?.stop();
  await (product as Product | undefined)?.stop();
});

async function open(path: string): Promise<void> {
  await owner.page.goto(`${product.app.url}${path}`);
  await owner.page.locator("body").waitFor();
}

describe("G10 the whole product, with marked words in all of it", () => {
  test(
    "answers, is written to, imports, erases, fails and refuses",
    async () => {
      conversationId = (await driveAnswer(stage)).id;
      await driveWebhooks(stage);
      documentId = await driveMedia(stage, conversationId);
      await driveDesk(stage, conversationId);
      await driveOwnKey(stage);
      await driveContacts(stage);
      await driveFaults(stage);
      await driveConvexErrors(stage, conversationId);
      const client = await stage.owner();
      const created = await client.mutation(api.tenants.invitations.create, {
        email: INVITED,
        role: "agent",
      });
      invitation = created.token;
      keys.mark("the invitation", invitation);
    },
    LONG_MS,
  );

  test("shows its pages, on which the words stand", async () => {
    const { page } = owner;
    await open(`/inbox/${conversationId}`);
    await page.getByText(WORDS.manualReply).first().waitFor();
    await open("/contacts");
    await page.getByText(WORDS.customer).first().waitFor();
    await page.getByRole("searchbox").first().fill(WORDS.typed);
    await open(`/contacts?search=${encodeURIComponent(PHONES.customer)}`);
    for (const path of ["/overview", "/assistant", "/credits", "/settings"]) {
      await open(path);
    }
    await open(`/invitations/${invitation}`);
  });

  test("gives out files, in which the scanner finds the words", async () => {
    const { request } = owner.page;
    const csv = await request.get(`${product.app.url}/api/contacts/export`);
    expect(csv.status()).toBe(200);
    expect(foundIn(await csv.text(), wordMarkers())).toEqual(
      expect.arrayContaining(["customer", "importedName", "phone of customer"]),
    );
    for (const path of ["/api/credits/books", "/api/audit/export"]) {
      const answer = await request.get(`${product.app.url}${path}`);
      expect(answer.status()).toBe(200);
    }
    // The gateway of this test never had the file.
    const file = await request.get(
      `${product.app.url}/api/media/${documentId}`,
    );
    expect([404, 503]).toContain(file.status());
  });

  test("refuses strangers and other sites", async () => {
    const { url } = product.app;
    const forged = `${btoa('{"alg":"none"}')}.${btoa(PHONES.customer)}.x`;
    const statuses = await Promise.all(
      [
        fetch(`${url}/api/contacts/export?phone=${PHONES.customer}`),
        fetch(`${url}/api/contacts/export`, {
          headers: { cookie: `__session=${forged}` },
          redirect: "manual",
        }),
        fetch(`${url}/inbox`, { method: "POST", headers: { origin: EVIL } }),
        fetch(`${url}/api/monitoring`, {
          method: "POST",
          body: `{"dsn":"https://k@elsewhere.example/1"}\n${WORDS.typed}`,
        }),
        fetch(`${url}/api/csp-report`, {
          method: "POST",
          body: JSON.stringify({
            "csp-report": {
              "effective-directive": "img-src",
              "blocked-uri": `https://x.example/${WORDS.typed}`,
              "document-uri": `${url}/inbox?phone=${PHONES.customer}`,
            },
          }),
        }),
      ].map(async (asked) => (await asked).status),
    );
    // Clerk may want to look at a session it does not know first.
    expect([401, 307]).toContain(statuses[1]);
    expect(statuses.toSpliced(1, 1)).toEqual([401, 403, 400, 204]);
  });

  test(
    "fails in the browser and on the server",
    async () => {
      await open("/overview");
      await owner.page.evaluate(
        ({ phone, email, word }) => {
          console.warn(`a customer wrote ${word} from ${phone}`);
          setTimeout(() => {
            throw new Error(`marked throw: ${phone} ${email}`);
          });
          setTimeout(() => {
            void Promise.reject(
              new Error(`marked rejection: ${document.cookie} ${phone}`),
            );
          });
        },
        { phone: PHONES.customer, email: INVITED, word: WORDS.typed },
      );
      for (const what of ["marked throw", "marked rejection"]) {
        await until(
          `the report of the ${what}`,
          () => envelopes.events(what),
          (events) => events.length > 0,
          SEEN_WITHIN_MS,
        );
      }
      // An id of another table is an argument that Convex cannot accept.
      await open(`/contacts/${conversationId}`);
      await product.cloud.stopRuntime();
      await open(`/invitations/${invitation}?from=${INVITED}`);
      await open(`/contacts/${conversationId}?phone=${PHONES.customer}`);
      await product.cloud.startRuntime();
      await until(
        "the reports of the server",
        envelopes.ofNext,
        (events) => events.length >= 2,
        SEEN_WITHIN_MS,
      );
      await until(
        "the server's own lines",
        () => product.app.output(),
        (text) => text.split('"request failed"').length > 2,
        SEEN_WITHIN_MS,
      );
    },
    LONG_MS,
  );
});

test(
  "I1 what the web server refused is in the operators' trail, with the request's id",
  async () => {
    const operator = await visitAs(
      product,
      await createPerson(product, "operator"),
    );
    await operator.page.goto(`${product.app.url}/operator`);
    const refused = await until(
      "the refusals in the trail",
      async () => {
        const client = await keys.clientOf(operator.page, product);
        const { page } = await client.query(api.audit.platform.list, {
          action: "web.refused",
          paginationOpts: { numItems: 50, cursor: null },
        });
        return page;
      },
      (events) =>
        ["unauthenticated", "foreign_site"].every((wanted) =>
          events.some(({ reason }) => reason === wanted),
        ),
      SEEN_WITHIN_MS,
      500,
    );
    for (const { requestId, ipHash } of refused) {
      expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
      expect(ipHash).toMatch(/^[0-9a-f]{32}$/);
    }
    await operator.close();
  },
  LONG_MS,
);

function ownMarkers(): Marker[] {
  const { webhookUrl, hmacKey } = instanceOf(stage.tenant);
  keys.mark("the key of the number", hmacKey);
  keys.mark("the address of the number", webhookUrl.split("/").at(-1) ?? "");
  return [
    ...wordMarkers(),
    ...secretMarkers(stage.cloud.env),
    ...KEY_MARKERS,
    ...keys.markers(),
  ];
}

test("G10, I4, I5 no line and no report holds any of it", async () => {
  for (const { name, value } of await owner.page.context().cookies()) {
    keys.mark(`the cookie ${name}`, value);
  }
  const reports = await envelopes.all();
  const client = await envelopes.events("marked ");
  const server = await envelopes.ofNext();
  const next = linesOf("Next", product.app.output());
  const convex = linesOf("Convex", product.cloud.runtimeOutput());
  const standIns = linesOf(
    "stand-ins",
    readFileSync(
      join(stateDirOf(product.cloud.env), "logs", "standins.log"),
      "utf8",
    ),
  );

  // Every source has spoken, so silence is not taken for care.
  expect(client.length).toBeGreaterThanOrEqual(2);
  expect(server.length).toBeGreaterThanOrEqual(2);
  expect((await envelopes.ofFunctions()).length).toBeGreaterThanOrEqual(2);
  expect(envelopes.count("transaction")).toBeGreaterThanOrEqual(10);
  expect(next.length).toBeGreaterThanOrEqual(5);
  expect(convex.length).toBeGreaterThanOrEqual(4);
  const failures = next.filter(({ text }) => text.includes("request failed"));
  expect(failures.length).toBeGreaterThanOrEqual(2);
  const printed = [...reports, ...next, ...convex, ...standIns];
  expect(findLeaks(printed, ownMarkers())).toEqual([]);

  for (const { text } of failures) {
    expect(text).toMatch(/"requestId":"[0-9a-f-]{36}"/);
  }
  expect(server.some((text) => text.includes('"requestId"'))).toBe(true);
});
