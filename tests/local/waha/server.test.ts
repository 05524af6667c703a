import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test } from "vitest";

import { startWaha } from "../../../local/waha/server";
import { API_KEY, startRig, type Rig } from "./rig";

async function withRig(
  run: (rig: Rig) => Promise<void>,
  options: Parameters<typeof startRig>[0] = {},
): Promise<void> {
  const rig = await startRig(options);
  try {
    await run(rig);
  } finally {
    await rig.close();
  }
}

/** A raw request, because fetch sets Host and Origin itself. */
function statusOf(
  url: string,
  headers: Record<string, string>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });
}

test("only ping is open; without the key everything else is WAHA's 401", () =>
  withRig(async ({ waha }) => {
    const ping = await fetch(`${waha.url}/ping`);
    expect(await ping.json()).toEqual({ message: "pong" });
    for (const path of ["/health", "/api/sessions", "/api/sendText", "/x"]) {
      const answer = await fetch(waha.url + path);
      expect(answer.status).toBe(401);
      expect(await answer.json()).toEqual({
        message: "Unauthorized",
        statusCode: 401,
      });
    }
    const query = await fetch(`${waha.url}/health?x-api-key=${API_KEY}`);
    expect(query.status).toBe(401);
  }));

test("what is not supported answers 501 and names the path", () =>
  withRig(async ({ request: call }) => {
    for (const [method, path] of [
      ["POST", "/api/sendPoll"],
      ["GET", "/api/acme/groups"],
      ["POST", "/mcp"],
    ] as const) {
      const answer = await call(method, path);
      expect(answer.status).toBe(501);
      expect(answer.body).toMatchObject({ method, path });
      expect(answer.body.message).toContain(path);
    }
  }));

test("a body that is no JSON is a 400, one that is too large a 413", () =>
  withRig(async ({ waha }) => {
    const post = (body: string) =>
      fetch(`${waha.url}/api/sendText`, {
        method: "POST",
        headers: { "X-Api-Key": API_KEY },
        body,
      });
    expect((await post("{")).status).toBe(400);
    expect((await post(`"${"x".repeat(1024 * 1024)}"`)).status).toBe(413);
  }));

test("the control API refuses other names for this machine and other sites", () =>
  withRig(async ({ waha }) => {
    const url = `${waha.url}/control/sessions`;
    const host = `127.0.0.1:${waha.port}`;
    expect(await statusOf(url, {})).toBe(200);
    expect(await statusOf(url, { Host: `evil.test:${waha.port}` })).toBe(403);
    expect(await statusOf(url, { Origin: "https://evil.test" })).toBe(403);
    expect(await statusOf(url, { Origin: `http://${host}` })).toBe(200);
    expect(await statusOf(url, { "Sec-Fetch-Site": "cross-site" })).toBe(403);
  }));

test("sessions, chats and the pairing survive a restart", async () => {
  const stateDir = mkdtempSync(join(tmpdir(), "waha-"));
  await withRig(
    async (rig) => {
      await rig.working("acme");
      await rig.say("acme", { text: "remember me", name: "Thandi" });
      await rig.sendText("acme", "always");
    },
    { stateDir },
  );
  await withRig(
    async (rig) => {
      await rig.reach("acme", "WORKING");
      const { body } = await rig.request("GET", "/api/sessions/acme");
      expect(body.me.id).toBe("15550100100@c.us");
      expect(body.config.webhooks).toHaveLength(1);
      const chats = await rig.request("GET", "/control/sessions/acme/chats");
      expect(chats.body.chats).toMatchObject([
        { name: "Thandi", lastMessage: { text: "always" } },
      ]);
    },
    { stateDir },
  );
  expect(readdirSync(stateDir)).toEqual(["state.json"]);
});

test("a state file that cannot be read is an error that names it, not an empty start", async () => {
  const stateDir = mkdtempSync(join(tmpdir(), "waha-"));
  const file = join(stateDir, "state.json");
  writeFileSync(file, '{"format":"waha-stand-in/1","sessions":[');
  await expect(
    startWaha({ port: 0, apiKey: API_KEY, stateDir }),
  ).rejects.toThrow(file);
});

test("a port in use is one clear sentence", () =>
  withRig(async ({ waha }) => {
    await expect(
      startWaha({ port: waha.port, apiKey: API_KEY, stateDir: null }),
    ).rejects.toThrow(
      `Port ${waha.port} for the WAHA stand-in is already in use; stop the program that holds it and start again.`,
    );
  }));

test("an empty API key does not start", async () => {
  await expect(
    startWaha({ port: 0, apiKey: "", stateDir: null }),
  ).rejects.toThrow("WAHA_API_KEY is empty.");
});

test("media is gone after 180 seconds", async () => {
  let now = 1_800_000_000_000;
  const clock = {
    now: () => now,
    after: (delayMs: number, action: () => void) => {
      const timer = setTimeout(action, delayMs);
      return () => {
        clearTimeout(timer);
      };
    },
  };
  await withRig(
    async (rig) => {
      await rig.working("acme");
      const data = Buffer.from("bytes").toString("base64");
      await rig.say("acme", {
        messageId: "3EB0M",
        media: { kind: "image", mimetype: "image/png", data },
      });
      const path = "/api/files/acme/3EB0M.png";
      now += 179_000;
      expect((await rig.request("GET", path)).status).toBe(200);
      now += 2_000;
      expect((await rig.request("GET", path)).status).toBe(404);
    },
    { clock },
  );
});
