import { ConvexError } from "convex/values";
import { describe, expect, onTestFinished, test } from "vitest";

import { startApp, temporaryDirectory } from "./support/app";
import { freePort, spawnRuntime, untilReady } from "./support/child-runtime";
import { action, eventually, httpClient, query } from "./support/clients";

const MODES = [
  { where: "on a thread of their own", threaded: true },
  { where: "beside the transactions", threaded: false },
];

describe.each(MODES)("actions that run $where", ({ threaded }) => {
  test("get the data of a mutation's ConvexError", async () => {
    const app = await startApp({ threaded });
    const client = httpClient(app.url);
    expect(await client.action(action("threads:refused"))).toBe(
      "REFUSED bigint",
    );
  });

  test("pass the data of their own ConvexError on to the caller", async () => {
    const app = await startApp({ threaded });
    const thrown = await httpClient(app.url)
      .action(action("threads:refuseOutright"))
      .catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(ConvexError);
    expect((thrown as ConvexError<{ code: string }>).data.code).toBe(
      "OUTRIGHT",
    );
  });

  test("learn that a function does not exist", async () => {
    const app = await startApp({ threaded });
    await expect(
      httpClient(app.url).action(action("threads:unknownFunction")),
    ).rejects.toThrow("Could not find function for 'threads:refuse'");
  });

  test("call other actions", async () => {
    const app = await startApp({ threaded });
    expect(await httpClient(app.url).action(action("threads:nested"))).toBe(
      "echo nested",
    );
    expect(app.logged.join("\n")).toContain("before");
  });

  test("store files and read them", async () => {
    const app = await startApp({ threaded });
    const stored: unknown = await httpClient(app.url).action(
      action("threads:storeAndRead"),
      { text: "a file" },
    );
    expect(stored).toEqual({ text: "a file", type: "text/plain" });
  });

  test("may not call back once they have ended, and their timers end nothing", async () => {
    const app = await startApp({ threaded });
    const client = httpClient(app.url);
    await client.action(action("threads:careless"), { key: "late" });
    await eventually(
      () => app.logged.join("\n"),
      (text) =>
        text.includes("thrown in a timer") && text.includes("already ended"),
    );
    expect(await client.query(query("work:countRuns"))).toBe(0);
    expect(
      await client.action(action("work:echo"), { text: "still here" }),
    ).toBe("echo still here");
  });
});

test("a thread that leaves takes the process with it, in one sentence", async () => {
  const env = {
    CONVEX_STATE_DIR: temporaryDirectory(),
    CONVEX_PORT: String(await freePort()),
    CONVEX_SITE_PORT: String(await freePort()),
  };
  const child = spawnRuntime(env);
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  await untilReady(child);
  const url = `http://127.0.0.1:${env.CONVEX_PORT}`;
  const call = httpClient(url).action(action("threads:leaveTheThread"));
  await expect(call).rejects.toThrow();
  expect(await child.exited).toBe(1);
  expect(child.output()).toContain("[convex] The actions thread ended.");
});
