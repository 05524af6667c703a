import { AsyncLocalStorage } from "node:async_hooks";
import { parentPort, workerData } from "node:worker_threads";
import type { JSONValue } from "convex/values";
import { systemClock } from "../../shared/clock";
import { createAdminCheck } from "../auth/admin-key";
import { createTokenVerifier } from "../auth/token-verifier";
import { functionEnvironment } from "../functions/environment";
import { toCallError } from "../functions/errors";
import { notRouted, routeOf } from "../functions/generation";
import { createHttpActionHandler } from "../http/actions";
import { listen, type Listening } from "../http/listen";
import type { Caller, RequestMetadata } from "../types";
import { loadActions, type Actions } from "./actions";
import { createPostOffice } from "./post-office";
import type { FromThread, Thrown, ToThread } from "./protocol";
import { createRemoteCalls, type ActionFrame } from "./remote-calls";

const port = parentPort;
if (port === null) throw new Error("This file is the start of a thread.");
const { adminKey } = workerData as { adminKey: string | null };

const frames = new AsyncLocalStorage<ActionFrame>();
const generations = new Map<number, Actions>();
const send = createPostOffice((messages: FromThread[]) => {
  port.postMessage(messages);
});
const remote = createRemoteCalls(send, () => frames.getStore());
let current: Actions | null = null;
let authConfig: JSONValue = { providers: [] };
let site: Listening | null = null;
let httpCalls = 0;

const verifier = createTokenVerifier(() => authConfig, systemClock);

function thrownOf(error: unknown): Thrown {
  const { message, data, cause } = toCallError(error);
  return {
    message,
    data: data ?? null,
    hasData: data !== undefined,
    stack: cause instanceof Error ? (cause.stack ?? null) : null,
  };
}

function stray(error: unknown, path: string | null): void {
  send({ kind: "stray", thrown: thrownOf(error), path });
}

function frame(call: number, path: string): ActionFrame {
  return {
    call,
    path,
    nowMs: null,
    tx: null,
    host: systemClock,
    scope: { logLines: [] },
    origin: null,
    ended: null,
  };
}

async function run(message: Extract<ToThread, { kind: "run" }>): Promise<void> {
  const { call, path } = message;
  const running = frame(call, path);
  try {
    const invoke = generations.get(message.generation)?.actions.get(path);
    if (invoke === undefined) throw new Error(`${path} is not loaded`);
    const text = await frames.run(running, () => invoke(message.args));
    const { logLines } = running.scope;
    send({ kind: "ended", call, text, logLines });
  } catch (error) {
    const { logLines } = running.scope;
    send({ kind: "failed", call, thrown: thrownOf(error), logLines });
  } finally {
    running.ended = `${path} has already ended: await every call it makes before it returns`;
  }
}

async function httpAction(
  request: Request,
  metadata: RequestMetadata,
  caller: Caller = { kind: "anonymous" },
): Promise<Response> {
  const route = routeOf(current?.router ?? null, request);
  if (route === null) return notRouted(request);
  const { handler, path } = route;
  httpCalls -= 1;
  const running = frame(httpCalls, path);
  running.origin = { path, caller, request: metadata };
  try {
    return await frames.run(running, () => handler.invokeHttpAction(request));
  } catch (error) {
    const { call, origin } = running;
    running.origin = null;
    send({ kind: "http_failed", call, thrown: thrownOf(error), origin });
    throw error;
  } finally {
    running.ended = "The HTTP action has ended";
    if (running.origin === null)
      send({ kind: "http_ended", call: running.call });
  }
}

async function startListening(
  at: Extract<ToThread, { kind: "listen" }>,
): Promise<void> {
  try {
    site = await listen(at);
    send({ kind: "listening", url: site.url });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    send({ kind: "not_listening", error: text });
  }
}

async function load(message: Extract<ToThread, { kind: "load" }>) {
  const { generation } = message;
  try {
    generations.set(generation, await loadActions(message.built));
    authConfig = message.authConfig;
    verifier.reset();
    send({ kind: "loaded", generation, error: null });
  } catch (error) {
    send({ kind: "loaded", generation, error: String(error) });
  }
}

function use(generation: number): void {
  current = generations.get(generation) ?? null;
  for (const known of generations.keys()) {
    // Actions that were started before the change still run the one before.
    if (known < generation - 1) generations.delete(known);
  }
  site?.serve(
    createHttpActionHandler({
      runtime: { httpAction },
      auth: {
        verifier,
        isAdminKey: createAdminCheck(adminKey ?? undefined),
        clock: systemClock,
      },
      log: (text) => {
        send({ kind: "report", text });
      },
    }),
  );
}

function attach({ hostName, env }: Extract<ToThread, { kind: "attach" }>) {
  const host = functionEnvironment({
    env,
    log: (level, text, path) => {
      send({ kind: "log", level, text, path });
    },
    stray,
    convex: remote.convex,
    current: () => frames.getStore(),
  });
  Reflect.set(globalThis, hostName, host);
}

async function stopListening(): Promise<void> {
  await site?.close();
  send({ kind: "stopped_listening" });
}

function take(message: ToThread): void {
  switch (message.kind) {
    case "attach": {
      attach(message);
      return;
    }
    case "load":
      return void load(message);
    case "use": {
      use(message.generation);
      return;
    }
    case "run":
      return void run(message);
    case "answer": {
      remote.answer(message.id, message.text);
      return;
    }
    case "refuse": {
      remote.refuse(message.id, message.thrown);
      return;
    }
    case "listen":
      return void startListening(message);
    case "stop_listening":
      return void stopListening();
  }
}

port.on("message", (messages: ToThread[]) => {
  messages.forEach(take);
});

// What a function leaves behind must not end the thread.
for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error: unknown) => {
    stray(error, null);
  });
}
