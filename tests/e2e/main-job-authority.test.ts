import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../local/cli/administration";
import { startIssuer, type Issuer } from "../support/issuer";
import { startLocalCloud, type LocalCloud } from "../support/local-cloud";
import {
  booksOf,
  countOf,
  customerBody,
  instanceOf,
  kindsOf,
  newCustomer,
  postWebhook,
  sentInto,
  settledBooks,
} from "../support/main-job";
import { joinTenant } from "../support/member";
import { signedHeaders } from "../support/sign";

let cloud: LocalCloud;
let issuer: Issuer;

beforeAll(async () => {
  cloud = await startLocalCloud();
  issuer = await startIssuer(cloud.env["CLERK_JWT_ISSUER_DOMAIN"] ?? "");
});

afterAll(async () => {
  await cloud.stop();
  await issuer.close();
});

const globalUrl = () => `${cloud.addresses.convexSite}/webhooks/waha`;

async function expectNothingStored(tenant: Tenant): Promise<void> {
  const member = await joinTenant(cloud, issuer, tenant.id);
  expect(await member.inbox()).toEqual([]);
  expect(kindsOf(await booksOf(cloud, tenant))).toEqual(["grant"]);
}

describe("the webhook's authority", () => {
  test("refuses a forged, an altered and a missing signature and stores nothing", async () => {
    const tenant = await cloud.createTenant();
    const { webhookUrl, hmacKey } = instanceOf(tenant);
    const body = JSON.stringify(customerBody(tenant, "When are you open?"));
    const post = { url: webhookUrl, body, secret: hmacKey };
    const signed = signedHeaders(body, hmacKey);
    const { "X-Webhook-Hmac": _, ...unsigned } = signed;
    const attempts = [
      postWebhook(post, signedHeaders(body, "somebody else's key")),
      postWebhook({ ...post, body: `${body} ` }, signed),
      postWebhook(post, unsigned),
      postWebhook(post, { ...signed, "X-Webhook-Hmac-Algorithm": "md5" }),
      postWebhook({ ...post, url: `${globalUrl()}/nobody.nothing` }, signed),
    ];
    expect(await Promise.all(attempts)).toEqual([401, 401, 401, 401, 401]);
    // Whoever signs for the right number at another address changes nothing.
    await postWebhook({ ...post, url: `${webhookUrl}x` }, signed);
    await expectNothingStored(tenant);
  });

  test("takes the server's global key and finds the number by its session", async () => {
    const tenant = await cloud.createTenant();
    const secret = cloud.env["WAHA_WEBHOOK_SECRET"] ?? "";
    const phone = newCustomer();
    const body = JSON.stringify(
      customerBody(tenant, "When are you open?", { phone }),
    );
    const post = { url: globalUrl(), body, secret };
    expect(await postWebhook(post)).toBe(200);
    const books = await settledBooks(cloud, tenant);
    expect(countOf(books, "capture")).toBe(1);
    expect(await sentInto(cloud, tenant, `${phone}@c.us`)).toHaveLength(1);

    const { hmacKey } = instanceOf(tenant);
    expect(await postWebhook({ ...post, secret: hmacKey })).toBe(401);
  });

  test("accepts SHA-256 where it is on the allow-list, which is the default", async () => {
    const tenant = await cloud.createTenant();
    const { webhookUrl, hmacKey } = instanceOf(tenant);
    const body = JSON.stringify(customerBody(tenant, "When are you open?"));
    const status = await postWebhook(
      { url: webhookUrl, body, secret: hmacKey },
      signedHeaders(body, hmacKey, "sha256"),
    );
    expect(status).toBe(200);
    expect(countOf(await settledBooks(cloud, tenant), "capture")).toBe(1);
  });

  test("answers 200 to a session it does not know and ignores it", async () => {
    const tenant = await cloud.createTenant();
    const secret = cloud.env["WAHA_WEBHOOK_SECRET"] ?? "";
    const body = JSON.stringify({
      ...customerBody(tenant, "When are you open?"),
      session: "nobodys_session",
    });
    expect(await postWebhook({ url: globalUrl(), body, secret })).toBe(200);
    await expectNothingStored(tenant);
  });

  test("does not let one number's key speak for another number", async () => {
    const [mine, theirs] = await Promise.all([
      cloud.createTenant(),
      cloud.createTenant(),
    ]);
    const { webhookUrl, hmacKey } = instanceOf(mine);
    const body = JSON.stringify(customerBody(theirs, "When are you open?"));
    const status = await postWebhook({
      url: webhookUrl,
      body,
      secret: hmacKey,
    });
    expect(status).toBe(200);
    await expectNothingStored(mine);
    await expectNothingStored(theirs);
  });
});
