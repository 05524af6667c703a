import { readFileSync, truncateSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";

import {
  exportState,
  importState,
  type TransferOptions,
} from "../../../../local/convex/transfer";
import {
  ADMIN_KEY,
  PROJECT,
  startApp,
  temporaryDirectory,
  type App,
} from "./support/app";
import { action, httpClient, mutation, query } from "./support/clients";

function optionsFor(app: App, stateDir: string): TransferOptions {
  return {
    projectDir: PROJECT,
    stateDir,
    env: { CONVEX_ADMIN_KEY: ADMIN_KEY },
    url: app.url,
  };
}

async function fill(app: App): Promise<string> {
  const client = httpClient(app.url);
  for (const body of ["one", "two", "three"]) {
    await client.mutation(mutation("messages:send"), { channel: "x", body });
  }
  await client.mutation(mutation("work:schedule"), {
    job: "mutation",
    keys: ["later"],
    delayMs: 3_600_000,
  });
  return (await client.action(action("files:store"), {
    text: "file bytes",
  })) as string;
}

async function read(app: App, fileId: string) {
  const client = httpClient(app.url);
  const address = (await client.query(query("files:url"), {
    id: fileId,
  })) as string;
  return {
    messages: await client.query(query("messages:list"), { channel: "x" }),
    jobs: await client.query(query("work:jobStates"), {}),
    file: await (await fetch(address)).text(),
  };
}

const EXPECTED = {
  messages: ["one", "two", "three"],
  jobs: ["pending"],
  file: "file bytes",
};

test("an export of a running runtime, imported elsewhere, is the same state", async () => {
  const source = await startApp();
  const fileId = await fill(source);
  const exported = join(temporaryDirectory(), "all.jsonl.gz");
  await exportState(optionsFor(source, "unused"), exported);
  await source.stop();

  const stateDir = temporaryDirectory();
  const target = await startApp({ stateDir });
  await httpClient(target.url).mutation(mutation("messages:send"), {
    channel: "x",
    body: "to be replaced",
  });
  await target.stop();
  const summary = await importState(optionsFor(target, stateDir), exported);
  expect(summary).toMatchObject({ files: 1 });
  await target.restart();
  expect(await read(target, fileId)).toEqual(EXPECTED);
});

test("an export of a stopped runtime is as whole as one of a running one", async () => {
  const stateDir = temporaryDirectory();
  const app = await startApp({ stateDir });
  await fill(app);
  const folder = temporaryDirectory();
  await exportState(optionsFor(app, stateDir), join(folder, "live.jsonl.gz"));
  await app.stop();
  await exportState(optionsFor(app, stateDir), join(folder, "cold.jsonl"));
  const live = gunzipSync(
    readFileSync(join(folder, "live.jsonl.gz")),
  ).toString();
  expect(readFileSync(join(folder, "cold.jsonl"), "utf8")).toBe(live);
});

test("a file that is cut short, altered or foreign changes nothing", async () => {
  const stateDir = temporaryDirectory();
  const app = await startApp({ stateDir });
  const fileId = await fill(app);
  const folder = temporaryDirectory();
  const good = join(folder, "good.jsonl");
  await exportState(optionsFor(app, stateDir), good);
  await app.stop();
  const text = readFileSync(good, "utf8");
  const bad = join(folder, "bad.jsonl");
  const attempts = [
    text.slice(0, text.length - 40),
    text.replace(/^\{"document".*\n/m, ""),
    text.replace('"version":1', '"version":9'),
    "hello\n",
    "",
    text.replace('"body":"two"', '"body":2'),
  ];
  for (const content of attempts) {
    writeFileSync(bad, content);
    await expect(importState(optionsFor(app, stateDir), bad)).rejects.toThrow();
  }
  writeFileSync(bad, gzipSync(text));
  truncateSync(bad, statSync(bad).size - 20);
  await expect(importState(optionsFor(app, stateDir), bad)).rejects.toThrow();
  await app.restart();
  expect(await read(app, fileId)).toEqual(EXPECTED);
});

test("an import beside a running runtime is refused, and an export needs the admin key", async () => {
  const stateDir = temporaryDirectory();
  const app = await startApp({ stateDir });
  const file = join(temporaryDirectory(), "all.jsonl");
  await exportState(optionsFor(app, stateDir), file);
  await expect(importState(optionsFor(app, stateDir), file)).rejects.toThrow(
    /in use by another Convex runtime/,
  );
  expect((await fetch(`${app.url}/api/local/export`)).status).toBe(403);
});
