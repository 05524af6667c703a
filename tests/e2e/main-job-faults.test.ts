import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../local/cli/administration";
import { startIssuer, type Issuer } from "../support/issuer";
import { startLocalCloud, type LocalCloud } from "../support/local-cloud";
import {
  booksOf,
  countersOf,
  countOf,
  customerBody,
  instanceOf,
  kindsOf,
  newCustomer,
  postToInstance,
  problemsIn,
  replyTo,
  sentInto,
  settledBooks,
  write,
} from "../support/main-job";
import { joinTenant } from "../support/member";
import { until } from "../support/until";

const QUESTION = "When are you open?";
const CREDITS = 10;
const SETTLED_WITHIN_MS = 100_000;

let cloud: LocalCloud;
let issuer: Issuer;

/** The longest case, a minute by design, runs beside all the others. */
let neverAnswered: Promise<Ending>;

beforeAll(async () => {
  cloud = await startLocalCloud();
  issuer = await startIssuer(cloud.env["CLERK_JWT_ISSUER_DOMAIN"] ?? "");
  neverAnswered = withSendFault({ kind: "timeout" });
  neverAnswered.catch(() => undefined);
});

afterAll(async () => {
  await cloud.stop();
  await issuer.close();
});

type Ending = {
  /** Of the one outbound message; null when there is none. */
  status: string | null;
  kinds: string[];
  handoff: string | null;
  sends: number;
};

/** How a tenant with one conversation ended up, once nothing is open any more. */
async function endingOf(tenant: Tenant, phone: string): Promise<Ending> {
  const books = await settledBooks(cloud, tenant, SETTLED_WITHIN_MS);
  expect(await problemsIn(books)).toEqual([]);
  const member = await joinTenant(cloud, issuer, tenant.id);
  const [conversation] = await member.inbox();
  const sent = await sentInto(cloud, tenant, `${phone}@c.us`);
  return {
    status: books.messages.at(-1)?.status ?? null,
    kinds: kindsOf(books).slice(1),
    handoff: conversation?.handoff?.reason ?? null,
    sends: sent.length,
  };
}

async function withModelFault(kind: string): Promise<Ending> {
  const tenant = await cloud.createTenant({ credits: CREDITS });
  const phone = newCustomer();
  const word = `case-${kind}`;
  // Both models fail, whatever is tried.
  await cloud.gemini.post("faults", { kind, match: word, times: null });
  await write(cloud, tenant, `${QUESTION} ${word}`, phone);
  await until(
    "the hold",
    () => settledBooks(cloud, tenant, SETTLED_WITHIN_MS),
    (books) => countOf(books, "reserve") === 1,
  );
  return endingOf(tenant, phone);
}

const HANDED_OVER = { status: null, kinds: ["reserve", "release"], sends: 0 };

describe("the model", () => {
  test.for(["rate_limited", "server_error", "timeout", "garbage"])(
    "that answers with %s costs nothing and brings in a human",
    async (kind) => {
      expect(await withModelFault(kind)).toEqual({
        ...HANDED_OVER,
        handoff: "model_failed",
      });
      // A success in between keeps the circuit breaker closed for the others.
      const tenant = await cloud.createTenant();
      const asked = await write(cloud, tenant, QUESTION);
      expect((await replyTo(cloud, tenant, asked)).text).toContain("9:00");
    },
  );

  test.for(["blocked_prompt", "blocked_answer", "empty", "truncated"])(
    "whose answer is unfit (%s) costs nothing and brings in a human",
    async (kind) => {
      expect(await withModelFault(kind)).toEqual({
        ...HANDED_OVER,
        handoff: "answer_refused",
      });
    },
  );

  test("that fails once is replaced by the fallback model", async () => {
    const tenant = await cloud.createTenant({ credits: CREDITS });
    await cloud.gemini.post("faults", {
      kind: "unavailable",
      match: "case-once",
      times: 1,
    });
    const asked = await write(cloud, tenant, `${QUESTION} case-once`);
    expect((await replyTo(cloud, tenant, asked)).text).toContain("9:00");
    const books = await settledBooks(cloud, tenant);
    expect(kindsOf(books)).toEqual(["grant", "reserve", "capture"]);
  });
});

async function withSendFault(fault: Record<string, unknown>): Promise<Ending> {
  const tenant = await cloud.createTenant({ credits: CREDITS });
  const phone = newCustomer();
  const { sessionName } = instanceOf(tenant);
  await cloud.waha.post("faults/sends", { session: sessionName, ...fault });
  await write(cloud, tenant, QUESTION, phone);
  await until(
    "an attempt to send",
    () => countersOf(cloud, tenant),
    ({ sendAttempts }) => sendAttempts > 0,
  );
  return endingOf(tenant, phone);
}

const SENT = { kinds: ["reserve", "capture"], handoff: null, sends: 1 };
const NOT_SENT = {
  status: "failed",
  kinds: ["reserve", "release"],
  handoff: "send_failed",
  sends: 0,
};

describe.concurrent("the gateway", () => {
  test("that never answers is looked up, found not to have sent, and costs nothing", async () => {
    expect(await neverAnswered).toEqual(NOT_SENT);
  });

  test("that takes the message and never answers is paid once", async () => {
    const ending = await withSendFault({ kind: "timeout_after_accept" });
    expect(ending).toMatchObject(SENT);
  });

  test("that fails with 500 before it took the message costs nothing", async () => {
    expect(await withSendFault({ kind: "error_before_accept" })).toEqual(
      NOT_SENT,
    );
  });

  test("that fails with 500 after it took the message is paid once", async () => {
    const ending = await withSendFault({ kind: "error_after_accept" });
    expect(ending).toMatchObject(SENT);
  });

  test("whose answer is lost on the way is paid once", async () => {
    const ending = await withSendFault({ kind: "lost_answer" });
    expect(ending).toMatchObject(SENT);
  });

  test("whose answer and echo are both lost is looked up and paid once", async () => {
    const tenant = await cloud.createTenant({ credits: CREDITS });
    const { sessionName: session } = instanceOf(tenant);
    const phone = newCustomer();
    await cloud.waha.post("faults/sends", { session, kind: "lost_answer" });
    await cloud.waha.put("faults/webhooks", { session, silent: true });
    await postToInstance(tenant, customerBody(tenant, QUESTION, { phone }));
    await until(
      "the send",
      () => countersOf(cloud, tenant),
      ({ sends }) => sends === 1,
    );
    const ending = await endingOf(tenant, phone);
    expect(ending).toEqual({ ...SENT, status: "sent" });
  });

  test("that answers 429 gets the message a second time and is paid once", async () => {
    const ending = await withSendFault({ kind: "rate_limited", ms: 1_000 });
    expect(ending).toMatchObject(SENT);
  });

  test("that refuses outreach with 463 is not asked again and costs nothing", async () => {
    expect(await withSendFault({ kind: "restricted" })).toEqual(NOT_SENT);
  });

  test("that answers garbage after it took the message is paid once", async () => {
    const ending = await withSendFault({ kind: "garbage" });
    expect(ending).toMatchObject(SENT);
  });

  test("that is slow is waited for and paid once", async () => {
    const ending = await withSendFault({ kind: "slow", ms: 1_500 });
    expect(ending).toMatchObject(SENT);
  });

  test("whose message WhatsApp refuses afterwards is refunded", async () => {
    const tenant = await cloud.createTenant({ credits: CREDITS });
    const { sessionName: session } = instanceOf(tenant);
    await cloud.waha.post("faults/sends", { session, kind: "ack_error" });
    await write(cloud, tenant, QUESTION);
    const books = await until(
      "the refund",
      () => settledBooks(cloud, tenant),
      (each) => countOf(each, "refund") === 1,
    );
    expect(books.wallet.balance).toBe(CREDITS);
    expect(books.messages.at(-1)?.status).toBe("failed");
    expect(await problemsIn(books)).toEqual([]);
  });
});

describe("a gateway that is gone", () => {
  test("gets every answer once it is back, each once and paid once", async () => {
    const tenant = await cloud.createTenant({ credits: CREDITS });
    const phones = Array.from({ length: 6 }, newCustomer);
    await cloud.killWaha();
    for (const phone of phones) {
      await postToInstance(tenant, customerBody(tenant, QUESTION, { phone }));
    }
    const waiting = await until(
      "answers that wait",
      () => booksOf(cloud, tenant),
      // Once the gateway is known to be gone, a turn waits before it has an answer.
      ({ wallet, messages }) =>
        wallet.reserved === phones.length && messages.length > 0,
      SETTLED_WITHIN_MS,
    );
    expect(countOf(waiting, "capture")).toBe(0);

    await cloud.startWaha();
    const books = await until(
      "every answer paid",
      () => settledBooks(cloud, tenant, SETTLED_WITHIN_MS),
      (each) => countOf(each, "capture") === phones.length,
      SETTLED_WITHIN_MS,
    );
    expect(books.wallet.balance).toBe(CREDITS - phones.length);
    expect(await problemsIn(books)).toEqual([]);
    for (const phone of phones) {
      expect(await sentInto(cloud, tenant, `${phone}@c.us`)).toHaveLength(1);
    }
  });
});
