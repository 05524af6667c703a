import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { JSONValue } from "convex/values";
import { onTestFinished } from "vitest";
import {
  type EmbeddedRuntime,
  type RuntimeOptions,
  openRuntime,
} from "../../../../local/convex/runtime";
import type {
  Caller,
  FunctionCall,
  MutationOptions,
  MutationOutcome,
  QueryOutcome,
} from "../../../../local/convex/types";

export const projectDir = fileURLToPath(
  new URL("../../../..", import.meta.url),
);
export const appDir = fileURLToPath(
  new URL("../fixtures/convex-app", import.meta.url),
);

export const request = { ip: null, userAgent: null, requestId: "test" };
const anonymous: Caller = { kind: "anonymous" };

/** A directory of this test. */
export function temporaryDir(): string {
  const directory = mkdtempSync(path.join(tmpdir(), "convex-engine-"));
  onTestFinished(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  return directory;
}

/** A clock that stands still until it is moved. */
export function testClock(startMs = 1_800_000_000_000) {
  let current = startMs;
  return {
    now: () => current,
    move: (byMs: number) => {
      current += byMs;
    },
  };
}

export function call(
  functionPath: string,
  args: JSONValue = {},
  caller: Caller = anonymous,
): FunctionCall {
  return { path: functionPath, args, caller, request };
}

export type TestApp = Awaited<ReturnType<typeof openApp>>;

/** A runtime over the fixture functions; closed after the test. */
export async function openApp(options: Partial<RuntimeOptions> = {}) {
  const runtime = await openRuntime({
    projectDir,
    stateDir: options.stateDir ?? temporaryDir(),
    functionsDir: appDir,
    env: {},
    ...options,
  });
  let open = true;
  const close = async () => {
    if (open) await runtime.close();
    open = false;
  };
  onTestFinished(close);
  return { runtime, close, ...callers(runtime) };
}

function callers(runtime: EmbeddedRuntime) {
  const run = (
    functionPath: string,
    args?: JSONValue,
    options?: MutationOptions,
  ): Promise<MutationOutcome> =>
    runtime.mutation(call(functionPath, args), options);
  const ask = (
    functionPath: string,
    args?: JSONValue,
    journal?: string | null,
  ): Promise<QueryOutcome> =>
    runtime.withSnapshot((snapshot) =>
      snapshot.query(call(functionPath, args), journal),
    );
  return {
    run,
    ask,
    /** The value of a mutation that must succeed. */
    mutate: async (functionPath: string, args?: JSONValue) =>
      valueOf(await run(functionPath, args)),
    /** The value of a query that must succeed. */
    query: async (functionPath: string, args?: JSONValue) =>
      valueOf(await ask(functionPath, args)),
    act: async (functionPath: string, args?: JSONValue) =>
      valueOf(await runtime.action(call(functionPath, args))),
  };
}

type Outcome =
  { ok: true; value: JSONValue } | { ok: false; errorMessage: string };

export function valueOf(outcome: Outcome): JSONValue {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.errorMessage);
}

export function messageOf(outcome: Outcome): string {
  if (!outcome.ok) return outcome.errorMessage;
  throw new Error("The call was expected to fail");
}

export function rowsOf(value: JSONValue): Record<string, JSONValue>[] {
  if (!Array.isArray(value)) throw new Error("Not a list of rows");
  return value as Record<string, JSONValue>[];
}

export function textsOf(value: JSONValue): JSONValue[] {
  return rowsOf(value).map((row) => row.text ?? null);
}
