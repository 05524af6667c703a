import path from "node:path";
import type { Clock } from "../shared/clock";
import type { ActionThread } from "./actions/thread";
import { systemQuery } from "./engine/system-query";
import { type Frame, frames, newFrame, scopeOf } from "./engine/frame";
import { asyncSyscall, syscall } from "./engine/syscalls";
import { jsSyscall } from "./engine/syscalls-js";
import { type Log, functionEnvironment } from "./functions/environment";
import { toCallError } from "./functions/errors";
import { Executor } from "./functions/executor";
import type { OnException } from "./functions/failures";
import { kindOfFunction, notRouted, routeOf } from "./functions/generation";
import { Loader } from "./functions/loader";
import { queueWrite, systemTransaction } from "./functions/system-transaction";
import { watchSources } from "./functions/watch";
import { type BulkTable, exportTables, importTables } from "./store/bulk";
import { ReadSetRecord } from "./store/commit-log";
import { Store } from "./store/store";
import { WriteQueue } from "./store/write-queue";
import type {
  Caller,
  FileStore,
  RequestMetadata,
  Runtime,
  Snapshot,
} from "./types";

export type RuntimeOptions = {
  projectDir: string;
  stateDir: string;
  /** What functions see as `process.env`. */
  env: Record<string, string>;
  /** Without one, `ctx.storage` throws. */
  files?: FileStore;
  clock?: Pick<Clock, "now">;
  /** Reload when a source file changes. */
  watch?: boolean;
  /** Default `<projectDir>/convex`. */
  functionsDir?: string;
  /** Where the built functions stay for the next process. */
  keptDir?: string;
  /** Answer "Server Error" instead of the message of a plain error. */
  redactErrors?: boolean;
  log?: Log;
  /** Told of each exception of a function, once; a ConvexError is none. */
  onException?: OnException;
  /** Where actions run, with HTTP actions; without one, in this thread. */
  actions?: ActionThread;
};

/** The contract of the server half, and what the command line needs besides. */
export interface EmbeddedRuntime extends Runtime {
  /** Loads the functions again; on an error the old ones stay and it rejects. */
  reload(): Promise<void>;
  exportTables(): Iterable<BulkTable>;
  /** Replaces the named tables. Rejects, changing nothing, when a row is unfit. */
  importTables(tables: Iterable<BulkTable>): Promise<void>;
  /** A function left something behind that threw outside its call. */
  stray(thrown: unknown): void;
}

let opened = 0;

/** Opens the store and loads the functions. Rejects when either is unreadable. */
export async function openRuntime(
  options: RuntimeOptions,
): Promise<EmbeddedRuntime> {
  opened += 1;
  const name = `__localConvex${opened}`;
  const log = options.log ?? (() => {});
  const now = () => options.clock?.now() ?? Date.now();
  const store = new Store(options.stateDir, now);
  const queue = new WriteQueue(store);
  const { env } = options;
  const actions = options.actions ?? null;
  Reflect.set(
    globalThis,
    name,
    functionEnvironment({
      env,
      log,
      stray: (thrown, path) => executor.failures.stray(thrown, path),
      convex: { syscall, asyncSyscall, jsSyscall },
      current: () => frames.getStore(),
    }),
  );
  const loader = new Loader({
    store,
    queue,
    projectDir: options.projectDir,
    functionsDir:
      options.functionsDir ?? path.join(options.projectDir, "convex"),
    outRoot: path.join(options.stateDir, "generations"),
    keptDir: options.keptDir ?? null,
    hostExpression: `globalThis.${name}`,
    actions,
  });
  const executor = new Executor(
    {
      store,
      queue,
      now,
      log,
      files: options.files ?? NO_FILES,
      env,
      redactErrors: options.redactErrors ?? false,
      onException: options.onException ?? null,
      actions,
    },
    () => loader.committed,
    () => loader.writing,
  );
  const { failures } = executor;
  actions?.attach({ hostName: name, env, host: executor, failures, log });
  const guard = (reason: unknown) => failures.stray(reason, null);
  process.on("unhandledRejection", guard);
  const stop: (() => void)[] = [
    () => process.off("unhandledRejection", guard),
    () => Reflect.deleteProperty(globalThis, name),
  ];
  const runtime = assemble({ store, queue, loader, executor, stop });
  try {
    await loader.load();
  } catch (error) {
    await runtime.close();
    throw error;
  }
  if (options.watch === true) {
    const watcher = watchSources(
      () => loader.committed.generation.inputs,
      () => {
        loader.load().catch((error: unknown) => {
          log("error", `convex/ was not reloaded: ${String(error)}`, "loader");
        });
      },
    );
    loader.onReload(watcher.refresh);
    stop.push(watcher.close);
  }
  return runtime;
}

type Parts = {
  store: Store;
  queue: WriteQueue;
  loader: Loader;
  executor: Executor;
  stop: (() => void)[];
};

function assemble(parts: Parts): EmbeddedRuntime {
  const { store, queue, loader, executor } = parts;
  return {
    get committedTs() {
      return store.committedTs;
    },
    async withSnapshot<T>(body: (snapshot: Snapshot) => Promise<T>) {
      const reader = store.readers.acquire();
      const live = loader.committed;
      try {
        return await body({
          ts: reader.ts,
          query: (call, journal) =>
            executor.query(reader, live, call, journal ?? null),
        });
      } finally {
        store.readers.release(reader);
      }
    },
    mutation: (call, options) => executor.mutation(call, options ?? {}),
    action: (call) => executor.action(call),
    httpAction: (request, metadata, caller) =>
      runHttpAction(parts, request, metadata, caller ?? { kind: "anonymous" }),
    functionKind: (name) => kindOfFunction(loader.committed.generation, name),
    systemTransaction: (body) =>
      queueWrite(executor, (tx) => body(systemTransaction(tx))),
    systemQuery: (table, index, range) =>
      systemQuery(store, table, index, range),
    subscribe(readSet, onInvalidated) {
      if (!(readSet instanceof ReadSetRecord)) {
        throw new Error("The read set is not one of this runtime");
      }
      return store.log.subscribe(readSet, onInvalidated);
    },
    onCommit: (listener) => store.onCommit(listener),
    onReload: (listener) => loader.onReload(listener),
    crons: () => loader.committed.generation.crons,
    authConfig: () => loader.committed.generation.authConfig,
    reload: () => loader.load(),
    exportTables: () => exportTables(store),
    importTables: (tables) =>
      importTables(store, queue, tables, () => loader.writing.checks),
    stray: (thrown) => executor.failures.stray(thrown, null),
    async close() {
      await queue.idle();
      for (const end of parts.stop) end();
      loader.close();
      store.close();
    },
  };
}

async function runHttpAction(
  { loader, executor }: Parts,
  request: Request,
  metadata: RequestMetadata,
  caller: Caller,
): Promise<Response> {
  const route = routeOf(loader.committed.generation.router, request);
  if (route === null) return notRouted(request);
  const { handler, path } = route;
  const frame: Frame = newFrame({
    host: executor,
    kind: "http",
    path,
    scope: scopeOf({ caller, request: metadata }),
    nowMs: null,
    tx: null,
  });
  try {
    return await frames.run(frame, () => handler.invokeHttpAction(request));
  } catch (error) {
    executor.failures.raise(toCallError(error), frame);
    throw error;
  }
}

function noFiles(): never {
  throw new Error("File storage is not configured in this runtime");
}

const NO_FILES: FileStore = {
  uploadUrl: noFiles,
  fileUrl: noFiles,
  writeSync: noFiles,
  read: noFiles,
};
