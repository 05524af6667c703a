import { afterEach, expect, test } from "vitest";
import { startGemini } from "../../../local/gemini/server";
import type { RunningServer } from "../../../local/shared/http";
import { startWaha } from "../../../local/waha/server";
import { API_KEY } from "./rig";

const running: RunningServer[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

async function start(modelUrl: string | null): Promise<RunningServer> {
  const options = { port: 0, apiKey: API_KEY, stateDir: null, modelUrl };
  const waha = await startWaha(options);
  running.push(waha);
  return waha;
}

test("N4 the phone arms, shows and clears faults of the model", async () => {
  const gemini = await startGemini({ port: 0 });
  running.push(gemini);
  const { url } = await start(gemini.url);
  const call = (method: string, body?: unknown) =>
    fetch(`${url}/control/model/faults`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const armed = await call("POST", { kind: "timeout", ms: 60_000 });
  expect(armed.status).toBe(200);
  const listed: unknown = await (await call("GET")).json();
  expect(listed).toMatchObject({ faults: [{ kind: "timeout", ms: 60_000 }] });
  expect((await call("POST", { kind: "nonsense" })).status).toBe(400);
  expect((await call("DELETE")).status).toBe(204);
  expect(await (await call("GET")).json()).toEqual({ faults: [] });
});

test("a real model has no faults to list or to arm", async () => {
  const { url } = await start(null);
  const address = `${url}/control/model/faults`;
  const listed = await fetch(address);
  expect(listed.status).toBe(200);
  expect(await listed.json()).toEqual({ faults: null });
  const body = JSON.stringify({ kind: "timeout", ms: 60_000 });
  expect((await fetch(address, { method: "POST", body })).status).toBe(404);
});
