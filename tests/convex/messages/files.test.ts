import { beforeEach, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import { codeOf, inboxOf, threadOf } from "../../support/inbox";
import { messageEvent } from "../../support/deliveries";
import { type Person, signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
} from "../../support/product";
import { fakeVendors } from "../../support/vendors";

const URL_OF_FILE = "http://waha.internal:3000/api/files/session/voice.oga";

let t: Backend;
let business: Business;
let agent: Person;
let files: (request: Request) => Response;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  fakeVendors();
  const others = fetch;
  files = () => new Response("OggS", { status: 200 });
  vi.stubGlobal(
    "fetch",
    (input: string | URL | Request, init?: RequestInit) => {
      const request = new Request(input, init);
      const { pathname } = new URL(request.url);
      return pathname.startsWith("/api/files/")
        ? Promise.resolve(files(request))
        : others(input, init);
    },
  );
  business = await createBusiness(t);
  agent = await signIn(t, business.tenantId, "viewer");
  return () => vi.useRealTimers();
});

async function receiveVoice() {
  const event = messageEvent(business, { text: "", hasMedia: true });
  const media = { url: URL_OF_FILE, mimetype: "audio/ogg", filename: null };
  await post(t, business, {
    ...event,
    payload: { ...(event["payload"] as object), media },
  });
  await drain(t);
  const [row] = await inboxOf(agent);
  if (row === undefined) throw new Error("Nothing was received.");
  const entry = (await threadOf(agent, row.id)).at(-1);
  if (entry === undefined) throw new Error("The thread is empty.");
  return entry;
}

test("V14.2.8 a picture is kept without what its camera wrote", async () => {
  const [start, end] = ["\xff\xd8", "\xff\xda\0\x02picture\xff\xd9"];
  const comment = "\xff\xfe\0\x0ftaken at home";
  const photo = Buffer.from(start + comment + end, "latin1");
  files = () => new Response(photo);
  const { id } = await receiveVoice();
  const kept = await t.run(async (ctx) => {
    const message = await ctx.db.get("messages", id);
    const storageId = message?.media?.storageId ?? null;
    const file = storageId === null ? null : await ctx.storage.get(storageId);
    return file === null ? new ArrayBuffer() : await file.arrayBuffer();
  });
  expect(Buffer.from(kept).toString("latin1")).toBe(start + end);
});

test("C14 a customer's file is copied before the gateway forgets it, from our gateway only", async () => {
  const asked: string[] = [];
  files = (request) => {
    asked.push(`${request.url} ${request.headers.get("x-api-key") ?? ""}`);
    return new Response("OggS");
  };
  const entry = await receiveVoice();
  expect(asked).toEqual([
    "http://127.0.0.1:4012/api/files/session/voice.oga waha-test-key",
  ]);
  expect(entry.media).toEqual({
    mimetype: "audio/ogg",
    filename: null,
    hasFile: true,
  });
  const place = await agent.query(api.messages.media.locate, {
    messageId: entry.id,
  });
  expect(place?.copyUrl).toContain("http");
  expect(place).toMatchObject({ path: "/api/files/session/voice.oga" });
});

test("a gateway that fails for a moment is asked again, a few times", async () => {
  let calls = 0;
  files = () => {
    calls += 1;
    return new Response(calls < 3 ? null : "OggS", {
      status: calls < 3 ? 500 : 200,
    });
  };
  const { id } = await receiveVoice();
  expect(calls).toBe(3);
  const place = await agent.query(api.messages.media.locate, { messageId: id });
  expect(place?.copyUrl).not.toBeNull();
});

test("a file that is gone, redirected or too large leaves the message without a copy", async () => {
  for (const answer of [
    () => new Response(null, { status: 404 }),
    () => new Response("x", { headers: { "content-length": "99999999" } }),
    () => new Response("x".repeat(20 * 1024 * 1024 + 1)),
  ]) {
    files = answer;
    const { id } = await receiveVoice();
    const place = await agent.query(api.messages.media.locate, {
      messageId: id,
    });
    expect(place?.copyUrl).toBeNull();
  }
});

test.each([301, 302, 307])(
  "H11 a file that is said to be elsewhere (%i) is not asked for there",
  async (status) => {
    const asked: string[] = [];
    files = (request) => {
      asked.push(new URL(request.url).host);
      const headers = { location: "http://169.254.169.254/latest/meta-data" };
      return new Response("x", { status, headers });
    };
    const { id } = await receiveVoice();
    const place = await agent.query(api.messages.media.locate, {
      messageId: id,
    });
    expect(place?.copyUrl).toBeNull();
    expect(new Set(asked)).toEqual(new Set(["127.0.0.1:4012"]));
  },
);

test("A4 the file of another business does not exist, nor does nonsense", async () => {
  const { id } = await receiveVoice();
  const other = await createBusiness(t, { name: "Other" });
  const stranger = await signIn(t, other.tenantId, "owner");
  for (const messageId of [id, "x", "", business.tenantId]) {
    const work = stranger.query(api.messages.media.locate, { messageId });
    expect(await codeOf(work)).toBe("NOT_FOUND");
  }
});

test("G5 the copy goes when the message is emptied", async () => {
  await receiveVoice();
  await t.run((ctx) =>
    ctx.db.patch(business.tenantId, { messageRetentionDays: 1 }),
  );
  vi.advanceTimersByTime(2 * 24 * 3_600_000);
  await t.mutation(internal.messages.retention.sweep, {});
  await drain(t);
  const copies = await t.run((ctx) =>
    ctx.db.system.query("_storage").collect(),
  );
  expect(copies).toEqual([]);
});
