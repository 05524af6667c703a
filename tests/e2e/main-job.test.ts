import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startIssuer, type Issuer } from "../support/issuer";
import { startLocalCloud, type LocalCloud } from "../support/local-cloud";
import {
  availableOf,
  booksOf,
  countersOf,
  countOf,
  customerBody,
  instanceOf,
  kindsOf,
  newCustomer,
  postToInstance,
  problemsIn,
  READ,
  replyTo,
  sentInto,
  settledBooks,
  write,
} from "../support/main-job";
import { joinTenant } from "../support/member";
import { until } from "../support/until";
import { newBareId } from "../support/waha-envelope";

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

describe("a customer's message", () => {
  test("is answered from the knowledge, read, and paid by one credit", async () => {
    const tenant = await cloud.createTenant({ credits: 10 });
    const asked = await write(cloud, tenant, "When are you open?");
    const reply = await replyTo(cloud, tenant, asked);
    expect(reply.text).toContain("9:00 to 17:00");

    await until(
      "two blue ticks",
      () => sentInto(cloud, tenant, asked.chatId),
      ([only]) => only?.ack === READ,
    );
    const member = await joinTenant(cloud, issuer, tenant.id);
    const [conversation] = await member.inbox();
    if (conversation === undefined) throw new Error("No conversation.");
    const thread = await until(
      "the thread that shows the reply as read",
      () => member.thread(conversation.id),
      (messages) => messages.at(-1)?.status === "read",
    );
    expect(thread.map(({ direction }) => direction)).toEqual([
      "inbound",
      "outbound",
    ]);
    const books = await settledBooks(cloud, tenant);
    expect(kindsOf(books)).toEqual(["grant", "reserve", "capture"]);
    expect(await availableOf(cloud, tenant)).toBe(9);
    expect(await problemsIn(books)).toEqual([]);
  });

  test("is answered once when it is delivered twenty times at once, under old and new event ids", async () => {
    const tenant = await cloud.createTenant();
    const phone = newCustomer();
    const bareId = newBareId();
    const same = { phone, bareId };
    const first = customerBody(tenant, "Do you deliver?", same);
    const bodies = Array.from({ length: 20 }, (_, index) =>
      index % 2 === 0
        ? first
        : customerBody(tenant, "Do you deliver?", {
            ...same,
            eventId: `evt_again${index}`,
          }),
    );
    const statuses = await Promise.all(
      bodies.map((body) => postToInstance(tenant, body)),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    const books = await settledBooks(cloud, tenant);
    expect(kindsOf(books)).toEqual(["grant", "reserve", "capture"]);
    expect(await sentInto(cloud, tenant, `${phone}@c.us`)).toHaveLength(1);
  });

  test("of a burst of five within two seconds gets one answer to all of it", async () => {
    const tenant = await cloud.createTenant({ quietWindowMs: 900 });
    const { sessionName } = instanceOf(tenant);
    const phone = newCustomer();
    await cloud.waha.post(`sessions/${sessionName}/say`, {
      from: phone,
      texts: [
        "Hello",
        "one question",
        "or two:",
        "When are you open?",
        "Thanks",
      ],
      gapMs: 450,
    });
    const books = await until(
      "one paid answer",
      () => booksOf(cloud, tenant),
      (each) => countOf(each, "capture") > 0,
    );
    expect(kindsOf(books)).toEqual(["grant", "reserve", "capture"]);
    const member = await joinTenant(cloud, issuer, tenant.id);
    const [conversation] = await member.inbox();
    if (conversation === undefined) throw new Error("No conversation.");
    const thread = await member.thread(conversation.id);
    expect(
      thread.filter(({ direction }) => direction === "inbound"),
    ).toHaveLength(5);
    expect(conversation.isAnswering).toBe(false);
    const sent = await sentInto(cloud, tenant, `${phone}@c.us`);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.text).toContain("9:00 to 17:00");
  });

  test("is stored without an answer when it is an hour old", async () => {
    const tenant = await cloud.createTenant();
    const { sessionName } = instanceOf(tenant);
    await cloud.waha.post(`sessions/${sessionName}/say`, {
      from: newCustomer(),
      text: "When are you open?",
      ageSeconds: 3_600,
    });
    const member = await joinTenant(cloud, issuer, tenant.id);
    const [conversation] = await until(
      "the stored message",
      () => member.inbox(),
      ({ length }) => length === 1,
    );
    expect(conversation?.isAnswering).toBe(false);
    expect(kindsOf(await booksOf(cloud, tenant))).toEqual(["grant"]);
  });
});

describe("consent", () => {
  test("STOP takes back an answer that is already queued and is confirmed once", async () => {
    const tenant = await cloud.createTenant({ pacing: "on" });
    const phone = newCustomer();
    const asked = await write(cloud, tenant, "When are you open?", phone);
    await until(
      "the typing that precedes the send",
      () => countersOf(cloud, tenant),
      ({ typing }) => typing > 0,
    );
    await write(cloud, tenant, "STOP", phone);
    const books = await settledBooks(cloud, tenant);
    expect(countOf(books, "release")).toBe(1);
    expect(countOf(books, "capture")).toBe(1);
    const sent = await sentInto(cloud, tenant, asked.chatId);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.text).not.toContain("9:00");

    await write(cloud, tenant, "stop!", phone);
    await write(cloud, tenant, "When are you open?", phone);
    const member = await joinTenant(cloud, issuer, tenant.id);
    await until(
      "the message after STOP",
      () => member.inbox(),
      ([conversation]) => conversation?.unread === 4,
    );
    expect(await sentInto(cloud, tenant, asked.chatId)).toHaveLength(1);

    const back = await write(cloud, tenant, "START", phone);
    await replyTo(cloud, tenant, back);
    const open = await write(cloud, tenant, "When are you open?", phone);
    expect((await replyTo(cloud, tenant, open)).text).toContain("9:00");
    expect(await problemsIn(await settledBooks(cloud, tenant))).toEqual([]);
  });
});

describe("people", () => {
  test("a message from the business's own phone silences the AI", async () => {
    const tenant = await cloud.createTenant();
    const { sessionName } = instanceOf(tenant);
    const phone = newCustomer();
    await replyTo(cloud, tenant, await write(cloud, tenant, "Hello", phone));
    await cloud.waha.post(`sessions/${sessionName}/takeover`, {
      to: `${phone}@c.us`,
      text: "Thandi here, how can I help?",
    });
    const member = await joinTenant(cloud, issuer, tenant.id);
    await until(
      "the takeover",
      () => member.inbox(),
      ([conversation]) => conversation?.takeover?.by.kind === "phone",
    );
    await write(cloud, tenant, "When are you open?", phone);
    const [conversation] = await until(
      "the message after the takeover",
      () => member.inbox(),
      ([each]) => each?.unread === 2,
    );
    expect(conversation?.isAnswering).toBe(false);
    const books = await settledBooks(cloud, tenant);
    expect(countOf(books, "reserve")).toBe(1);
    const sent = await sentInto(cloud, tenant, `${phone}@c.us`);
    expect(sent).toHaveLength(2);
  });
});

describe("credits", () => {
  test("fifty customers at once on five credits get exactly five answers", async () => {
    const tenant = await cloud.createTenant({ credits: 5 });
    const statuses = await Promise.all(
      Array.from({ length: 50 }, () =>
        postToInstance(tenant, customerBody(tenant, "When are you open?")),
      ),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    const books = await settledBooks(cloud, tenant);
    expect(countOf(books, "capture")).toBe(5);
    expect((await countersOf(cloud, tenant)).sendAttempts).toBe(5);
    expect(books.wallet.balance).toBe(0);
    expect(await problemsIn(books)).toEqual([]);
    const member = await joinTenant(cloud, issuer, tenant.id);
    const inbox = await member.inbox();
    expect(
      inbox.filter(({ handoff }) => handoff?.reason === "no_credits"),
    ).toHaveLength(45);
  });
});

describe("personal data", () => {
  const secrets = ["+27 72 555 9876", "thandi.m@example.com"] as const;

  test("reaches the model only as placeholders and the logs not at all", async () => {
    const tenant = await cloud.createTenant();
    const [phone, email] = secrets;
    const asked = await write(
      cloud,
      tenant,
      `My number is ${phone} and my e-mail is ${email}. When are you open?`,
    );
    const reply = await replyTo(cloud, tenant, asked);
    await settledBooks(cloud, tenant);
    const { requests } = (await cloud.gemini.get("requests?limit=200")) as {
      requests: { body: unknown }[];
    };
    const seen = requests
      .map(({ body }) => JSON.stringify(body))
      .filter((text) => text.includes("[EMAIL]"));
    expect(seen).toHaveLength(1);
    expect(seen[0]).toContain("[PHONE]");
    for (const secret of secrets)
      expect(JSON.stringify(requests)).not.toContain(secret);
    expect(reply.text).not.toContain("[");

    const output = cloud.runtimeOutput();
    const words = [...secrets, "555 9876", "When are you open", "@c.us"];
    for (const word of words) expect(output).not.toContain(word);
  });
});
