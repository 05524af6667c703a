import { afterEach, beforeEach, expect, test } from "vitest";

import { startRig, until, type Rig } from "./rig";

let rig: Rig;

beforeEach(async () => {
  rig = await startRig();
});

afterEach(async () => {
  await rig.close();
});

function statuses(session = "acme"): string[] {
  return rig.receiver
    .of("session.status")
    .filter((each) => each.body.session === session)
    .sort((one, other) => one.body.timestamp - other.body.timestamp)
    .map((each) => each.body.payload.status);
}

const reached = (last: string, count: number) =>
  until(`${count} statuses`, () => {
    const seen = statuses();
    return seen.length >= count && seen.includes(last);
  });

test("a new session goes from STOPPED over STARTING to the QR code, and by a scan to WORKING", async () => {
  await rig.working("acme");
  await reached("WORKING", 5);
  expect([...statuses()].sort()).toEqual([
    "SCAN_QR_CODE",
    "STARTING",
    "STARTING",
    "STOPPED",
    "WORKING",
  ]);
  const working = rig.receiver
    .of("session.status")
    .find((each) => each.body.payload.status === "WORKING");
  expect(working?.body.me.id).toBe("15550100100@c.us");
  expect(
    working?.body.payload.statuses.map(
      (each: { status: string }) => each.status,
    ),
  ).toEqual(["SCAN_QR_CODE", "STARTING", "WORKING"]);
});

test("creating a session that exists is a 422 that points to PUT", async () => {
  await rig.request("POST", "/api/sessions", { name: "acme", start: false });
  const again = await rig.request("POST", "/api/sessions", { name: "acme" });
  expect(again.status).toBe(422);
  expect(again.body).toEqual({
    message: "Session 'acme' already exists. Use PUT to update it.",
    error: "Unprocessable Entity",
    statusCode: 422,
  });
});

test("start: false leaves a session stopped, and only all=true lists it", async () => {
  await rig.request("POST", "/api/sessions", { name: "acme", start: false });
  const some = await rig.request("GET", "/api/sessions");
  const all = await rig.request("GET", "/api/sessions?all=true");
  expect(some.body).toEqual([]);
  expect(all.body).toMatchObject([
    { name: "acme", status: "STOPPED", me: null },
  ]);
});

test("an unknown event or a bad name is a 400 with a list of reasons", async () => {
  const event = await rig.request("POST", "/api/sessions", {
    name: "acme",
    config: { webhooks: [{ url: "http://x.test", events: ["message.sent"] }] },
  });
  expect(event.status).toBe(400);
  expect(event.body).toMatchObject({ error: "Bad Request", statusCode: 400 });
  expect(event.body.message[0]).toContain("message.reaction");
  const name = await rig.request("POST", "/api/sessions", { name: "a b" });
  expect(name.status).toBe(400);
});

test("starting a started session is a 422, stopping a stopped one is fine", async () => {
  await rig.working("acme");
  const start = await rig.request("POST", "/api/sessions/acme/start");
  expect(start.status).toBe(422);
  const stops = [
    await rig.request("POST", "/api/sessions/acme/stop"),
    await rig.request("POST", "/api/sessions/acme/stop"),
  ];
  expect(stops.map((each) => each.status)).toEqual([201, 201]);
  expect((await rig.request("GET", "/api/sessions/acme/me")).status).toBe(404);
});

test("PUT replaces the configuration and restarts a running session, still paired", async () => {
  await rig.working("acme");
  await reached("WORKING", 5);
  const before = statuses().length;
  const put = await rig.request("PUT", "/api/sessions/acme", {
    config: { metadata: { a: "b" }, webhooks: [rig.hook()] },
  });
  expect(put.status).toBe(200);
  await rig.reach("acme", "WORKING");
  await until("the restart", () => statuses().length === before + 4);
  expect(statuses().slice(before).sort()).toEqual([
    "STARTING",
    "STOPPED",
    "STOPPED",
    "WORKING",
  ]);
});

test("logout unpairs, keeps the configuration and shows a QR code again", async () => {
  await rig.working("acme");
  await rig.request("POST", "/api/sessions/acme/logout");
  await rig.reach("acme", "SCAN_QR_CODE");
  const { body } = await rig.request("GET", "/api/sessions/acme");
  expect(body.me).toBeNull();
  expect(body.config.webhooks).toHaveLength(1);
  const me = await rig.request("GET", "/api/sessions/acme/me");
  expect([me.status, me.text]).toEqual([200, ""]);
});

test("delete is idempotent, empty, and its last webhook is STOPPED", async () => {
  await rig.working("acme");
  const deletes = [
    await rig.request("DELETE", "/api/sessions/acme"),
    await rig.request("DELETE", "/api/sessions/acme"),
  ];
  expect(deletes.map(({ status, text }) => [status, text])).toEqual([
    [200, ""],
    [200, ""],
  ]);
  const gone = await rig.request("GET", "/api/sessions/acme");
  expect([gone.status, gone.body]).toEqual([
    404,
    { message: "Session not found", error: "Not Found", statusCode: 404 },
  ]);
  await until("STOPPED", () => statuses().at(-1) === "STOPPED");
});

test("a device removed on the phone makes the session FAILED and unpaired", async () => {
  await rig.working("acme");
  await rig.request("POST", "/control/sessions/acme/unpair");
  const { body } = await rig.request("GET", "/api/sessions/acme");
  expect([body.status, body.me]).toEqual(["FAILED", null]);
});

test("a call on a session in the wrong status waits, then is the 422 of a status error", async () => {
  await rig.request("POST", "/api/sessions", { name: "acme", start: false });
  const send = await rig.sendText("acme", "hi");
  expect([send.status, send.body]).toEqual([
    422,
    {
      error:
        "Session status is not as expected. Try again later or restart the session",
      session: "acme",
      status: "STOPPED",
      expected: ["WORKING"],
    },
  ]);
});

test("the QR code comes as PNG, as base64 and raw, is never cached, and a code links by number", async () => {
  await rig.request("POST", "/api/sessions", { name: "acme", start: true });
  await rig.reach("acme", "SCAN_QR_CODE");
  const png = await fetch(`${rig.waha.url}/api/acme/auth/qr`, {
    headers: { "X-Api-Key": "waha-key-of-a-test" },
  });
  const bytes = Buffer.from(await png.arrayBuffer());
  expect(png.headers.get("content-type")).toBe("image/png");
  expect(png.headers.get("cache-control")).toBe("no-store");
  const json = await rig.request("GET", "/api/acme/auth/qr", undefined, {
    Accept: "application/json",
  });
  expect(json.body).toEqual({
    mimetype: "image/png",
    data: bytes.toString("base64"),
  });
  const raw = await rig.request("GET", "/api/acme/auth/qr?format=raw");
  expect(raw.body.value).toMatch(/^2@/);
  const code = await rig.request("POST", "/api/acme/auth/request-code", {
    phoneNumber: "15550100100",
  });
  expect(code.status).toBe(201);
  expect(code.body.code).toMatch(/^[A-Z1-9]{4}-[A-Z1-9]{4}$/);
});

test("a restriction by WhatsApp arrives as WORKING with a time lock", async () => {
  await rig.working("acme");
  await rig.request("POST", "/control/sessions/acme/restrict", { seconds: 60 });
  const hook = await until("the lock", () =>
    rig.receiver
      .of("session.status")
      .find((each) => each.body.payload.data !== undefined),
  );
  expect(hook.body.payload).toMatchObject({
    status: "WORKING",
    data: { reachoutTimelock: { isActive: true } },
  });
});
