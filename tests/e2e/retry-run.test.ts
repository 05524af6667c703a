import { ConvexHttpClient } from "convex/browser";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { api } from "../../convex/_generated/api";
import type { Tenant } from "../../local/cli/administration";
import { type Issuer, startIssuer } from "../support/issuer";
import { type LocalCloud, startLocalCloud } from "../support/local-cloud";
import {
  countOf,
  problemsIn,
  replyTo,
  sentInto,
  settledBooks,
  write,
} from "../support/main-job";
import { until } from "../support/until";

const QUESTION = "When are you open?";
/** More than one batch of a run. */
const CUSTOMERS = 14;
/** Three tries of two models, and the breakers that so many failures open. */
const FAILED_WITHIN_MS = 90_000;
/** The watchdog takes a run up that stood still for a minute. */
const DONE_WITHIN_MS = 150_000;
/** A batch must be seen before the next one is. */
const SEEN_EVERY_MS = 25;
const PAGE = { numItems: 50, cursor: null };
const ALL = { tenantId: null, detail: null };

let cloud: LocalCloud;
let issuer: Issuer;
let tenant: Tenant;
let operator: ConvexHttpClient;

beforeAll(async () => {
  cloud = await startLocalCloud();
  const issuerUrl = cloud.env["CLERK_JWT_ISSUER_DOMAIN"] ?? "";
  issuer = await startIssuer(issuerUrl);
  tenant = await cloud.createTenant({ credits: 50 });
  await cloud.api.run(
    "mutation",
    "operators/sending:grant",
    { subject: `${issuerUrl}|operator`, email: "operator@example.test" },
    z.unknown(),
  );
  await signIn();
});

afterAll(async () => {
  await cloud.stop();
  await issuer.close();
});

async function signIn(): Promise<void> {
  operator = new ConvexHttpClient(cloud.addresses.convex);
  operator.setAuth(await issuer.tokenFor("operator"));
}

const failed = async () => {
  const args = { ...ALL, paginationOpts: PAGE };
  return (await operator.query(api.webhooks.failedTurns.listAll, args)).page;
};

const progress = () =>
  operator.query(api.webhooks.runs.progress, {
    kind: "failed_turns",
    tenantId: null,
  });

/** Somebody is answered: the models' breakers are closed again. */
async function untilModelsAnswer(): Promise<void> {
  await until(
    "an answer of a model",
    async () => {
      const asked = await write(cloud, tenant, QUESTION);
      return replyTo(cloud, tenant, asked).then(
        () => true,
        () => false,
      );
    },
    (isAnswered) => isAnswered,
    FAILED_WITHIN_MS,
  );
}

test("B11 a run over failed answers goes on after kill -9, and answers each customer once", async () => {
  await cloud.gemini.post("faults", {
    kind: "server_error",
    match: "nobody",
    times: null,
  });
  const asked = await Promise.all(
    Array.from({ length: CUSTOMERS }, () =>
      write(cloud, tenant, `${QUESTION} nobody`),
    ),
  );
  await until(
    "all failures",
    failed,
    (rows) => rows.length === CUSTOMERS,
    FAILED_WITHIN_MS,
  );
  await cloud.gemini.remove("faults");
  await untilModelsAnswer();
  const before = await failed();
  await operator.mutation(api.webhooks.runs.start, {
    ...ALL,
    kind: "failed_turns",
    reason: "the model is back",
  });
  const half = await until(
    "the first batch",
    progress,
    (run) => (run?.tried ?? 0) > 0,
    FAILED_WITHIN_MS,
    SEEN_EVERY_MS,
  );
  await cloud.killRuntime();
  await cloud.startRuntime();
  await signIn();
  expect(half).toMatchObject({ status: "running", tried: 10 });
  const run = await until(
    "the end of the run",
    progress,
    (each) => each?.status === "done",
    DONE_WITHIN_MS,
  );
  expect(run).toMatchObject({
    tried: before.length,
    applied: before.length,
  });
  const books = await settledBooks(cloud, tenant, DONE_WITHIN_MS);
  for (const { chatId } of asked) {
    expect(await sentInto(cloud, tenant, chatId)).toHaveLength(1);
  }
  expect(await problemsIn(books)).toEqual([]);
  expect(countOf(books, "capture")).toBeGreaterThanOrEqual(CUSTOMERS);
}, 400_000);
