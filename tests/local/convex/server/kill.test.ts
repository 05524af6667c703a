import { expect, onTestFinished, test } from "vitest";

import { temporaryDirectory } from "./support/app";
import {
  freePort,
  spawnRuntime,
  untilReady,
  type ChildRuntime,
} from "./support/child-runtime";
import {
  eventually,
  httpClient,
  mutation,
  query,
  reactClient,
} from "./support/clients";

/** `CONVEX_KILL_ROUNDS=50` makes this a long run. */
const ROUNDS = Number(process.env["CONVEX_KILL_ROUNDS"] ?? 3);
const SOCKET_CLIENTS = 4;
const HTTP_CLIENTS = 4;

type Pairs = { lefts: string[]; rights: string[]; runs: string[] };
type Load = {
  acknowledged: Set<string>;
  actions: Set<string>;
  stop(): Promise<void>;
};

/** Writers that go on over every crash; a socket client never gives a write up. */
function startLoad(url: string): Load {
  const acknowledged = new Set<string>();
  const actions = new Set<string>();
  let isStopping = false;
  const overSocket = async (name: string): Promise<void> => {
    const client = reactClient(url);
    for (let index = 0; !isStopping; index += 1) {
      const keys = [0, 1, 2].map((part) => `${name}-${index}-${part}`);
      await Promise.all(
        keys.map((key) => client.mutation(mutation("work:pair"), { key })),
      );
      for (const key of keys) acknowledged.add(key);
    }
  };
  const overHttp = async (name: string): Promise<void> => {
    const client = httpClient(url);
    for (let index = 0; !isStopping; index += 1) {
      const key = `${name}-${index}`;
      try {
        await client.mutation(mutation("work:pair"), { key });
        acknowledged.add(key);
        const keys = [`action-${key}`];
        await client.mutation(mutation("work:schedule"), {
          job: "action",
          keys,
          delayMs: 0,
        });
        actions.add(`action-${key}`);
      } catch {
        // Not acknowledged: it may be there once or not at all.
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  };
  const writers = [
    ...Array.from({ length: SOCKET_CLIENTS }, (_, index) =>
      overSocket(`socket${index}`),
    ),
    ...Array.from({ length: HTTP_CLIENTS }, (_, index) =>
      overHttp(`http${index}`),
    ),
  ];
  return {
    acknowledged,
    actions,
    async stop() {
      isStopping = true;
      await Promise.all(writers);
    },
  };
}

function repeated(keys: string[]): string[] {
  const seen = new Set<string>();
  return keys.filter((key) => seen.size === seen.add(key).size);
}

async function settled(
  url: string,
): Promise<{ pairs: Pairs; states: string[] }> {
  const client = httpClient(url);
  const states = await eventually(
    () => client.query(query("work:jobStates"), {}),
    (kinds: string[]) =>
      kinds.every((kind) => kind !== "pending" && kind !== "inProgress"),
  );
  return {
    pairs: (await client.query(query("work:pairs"), {})) as Pairs,
    states,
  };
}

test(
  `kill -9 under load, ${ROUNDS} times: nothing acknowledged is lost, nothing is half done or done twice`,
  { timeout: 60_000 + ROUNDS * 20_000 },
  async () => {
    const env = {
      CONVEX_STATE_DIR: temporaryDirectory(),
      CONVEX_PORT: String(await freePort()),
      CONVEX_SITE_PORT: String(await freePort()),
    };
    const url = `http://127.0.0.1:${env.CONVEX_PORT}`;
    let child: ChildRuntime = spawnRuntime(env);
    onTestFinished(() => {
      child.kill("SIGKILL");
    });
    await untilReady(child);
    const load = startLoad(url);
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = load.acknowledged.size;
      await eventually(
        () => load.acknowledged.size,
        (size) => size > before + 50,
      );
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 400));
      child.kill("SIGKILL");
      await child.exited;
      child = spawnRuntime(env);
      await untilReady(child);
    }
    await load.stop();

    const { pairs, states } = await settled(url);
    const ownRuns = pairs.runs.filter((key) => !key.startsWith("action-"));
    const actionRuns = pairs.runs.filter((key) => key.startsWith("action-"));
    const lefts = new Set(pairs.lefts);
    expect(repeated(pairs.lefts)).toEqual([]);
    expect(pairs.rights.sort()).toEqual(pairs.lefts.sort());
    expect([...load.acknowledged].filter((key) => !lefts.has(key))).toEqual([]);
    expect(ownRuns.sort()).toEqual(pairs.lefts);
    expect(repeated(actionRuns)).toEqual([]);
    const interrupted = states.filter((kind) => kind === "failed").length;
    const ran = new Set(actionRuns);
    const missing = [...load.actions].filter((key) => !ran.has(key));
    expect(missing.length).toBeLessThanOrEqual(interrupted);
    expect(states.length).toBeGreaterThan(load.acknowledged.size);
  },
);
