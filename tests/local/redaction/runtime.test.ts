import { ConvexHttpClient } from "convex/browser";
import { z } from "zod";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { collectEnvelopes, type Envelopes } from "../../support/envelopes";
import { instanceOf } from "../../support/main-job";
import { startIssuer, type Issuer } from "../../support/issuer";
import { findLeaks, foundIn, linesOf, type Marker } from "../../support/leaks";
import { startLocalCloud, type LocalCloud } from "../../support/local-cloud";
import {
  driveAnswer,
  driveContacts,
  driveConvexErrors,
  driveDesk,
  driveFaults,
  driveMedia,
  driveWebhooks,
  type Stage,
} from "../../support/redaction-drive";
import {
  driveOwnKey,
  FIELD_KEYS,
  KEY_MARKERS,
} from "../../support/redaction-key";
import {
  INVITED,
  secretMarkers,
  wordMarkers,
} from "../../support/redaction-words";
import { until } from "../../support/until";

const SUBJECT = "owner-of-the-marked";
const WITHIN_MS = 10_000;

let cloud: LocalCloud;
let issuer: Issuer;
let stage: Stage;
let envelopes: Envelopes;
let token: string;

beforeAll(async () => {
  cloud = await startLocalCloud(FIELD_KEYS);
  envelopes = collectEnvelopes(cloud.addresses.sentry);
  const url = cloud.env["CLERK_JWT_ISSUER_DOMAIN"] ?? "";
  issuer = await startIssuer(url);
  token = await issuer.tokenFor(SUBJECT);
  const tenant = await cloud.createTenant({ name: "Harbour Light Books" });
  const member = {
    tenantId: tenant.id,
    subject: `${url}|${SUBJECT}`,
    email: "owner@private-mail.example",
    role: "owner",
  };
  await cloud.api.run("mutation", "tenants/provision:join", member, z.string());
  const client = new ConvexHttpClient(cloud.addresses.convex);
  client.setAuth(token);
  stage = { cloud, tenant, owner: () => Promise.resolve(client) };
});

afterAll(async () => {
  envelopes.stop();
  await cloud.stop();
  await issuer.close();
});

let conversationId: Id<"conversations">;
let invitation: string;

describe("G10 while the functions are driven through", () => {
  test("an answered message", async () => {
    conversationId = (await driveAnswer(stage)).id;
  });

  test("deliveries that repeat, that nobody signed, and that cannot be read", () =>
    driveWebhooks(stage));

  test("a document", async () => {
    await driveMedia(stage, conversationId);
  });

  test("a takeover, a reply, a note, a canned reply and searches", () =>
    driveDesk(stage, conversationId));

  test("a key of the business's own", () => driveOwnKey(stage));

  test("an import with a bad row, and an erasure", () => driveContacts(stage));

  test("an invitation", async () => {
    const client = await stage.owner();
    const created = await client.mutation(api.tenants.invitations.create, {
      email: INVITED,
      role: "agent",
    });
    invitation = created.token;
  });

  test("faults of the model and the gateway, and STOP", () =>
    driveFaults(stage));

  test("calls that cannot be accepted", () =>
    driveConvexErrors(stage, conversationId));
});

test("G10 their log and their reports hold nothing of what passed through them", async () => {
  const client = await stage.owner();
  const { webhookUrl, hmacKey } = instanceOf(stage.tenant);
  const token43 = (name: string, value: string): Marker => ({
    name,
    kind: "token",
    value,
  });
  const markers = [
    ...wordMarkers(),
    ...secretMarkers(cloud.env),
    ...KEY_MARKERS,
    token43("the key of the number", hmacKey),
    token43("the address of the number", webhookUrl.split("/").at(-1) ?? ""),
    token43("the invitation", invitation),
    token43("the owner's token", token),
  ];
  const { page } = await client.query(api.conversations.thread.list, {
    conversationId,
    paginationOpts: { numItems: 50, cursor: null },
  });
  // The words are in the product, and the scanner finds them there.
  expect(foundIn(JSON.stringify(page), markers)).toEqual(
    expect.arrayContaining(["question", "answer", "manualReply"]),
  );
  const lines = linesOf("Convex", cloud.runtimeOutput());
  // Each refused call has left a line, so silence is not taken for care.
  expect(lines.length).toBeGreaterThanOrEqual(4);
  expect(cloud.runtimeOutput()).toContain("conversations/notes:add");
  const reports = await until(
    "the reports of the calls that were refused",
    envelopes.ofFunctions,
    (events) => events.length >= 2,
    WITHIN_MS,
  );
  expect(reports.join("\n")).toContain("conversations/notes:add");
  expect(findLeaks([...lines, ...(await envelopes.all())], markers)).toEqual(
    [],
  );
});
