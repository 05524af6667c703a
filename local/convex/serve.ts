import type { Clock } from "../shared/clock";
import { startActionThread, type ActionThread } from "./actions/thread";
import { createAdminCheck } from "./auth/admin-key";
import type { Authenticator } from "./auth/callers";
import { createTokenVerifier } from "./auth/token-verifier";
import { startCrons } from "./crons/crons";
import { startExceptionReports } from "./exception-reports";
import { createHttpActionHandler } from "./http/actions";
import { createApiHandler } from "./http/api";
import { createHeldSnapshots } from "./http/held-snapshots";
import { listen, type Listening } from "./http/listen";
import { lockState } from "./lock";
import type { Log } from "./log";
import { openRuntime, type EmbeddedRuntime } from "./runtime";
import { removeOldJobs } from "./scheduler/recovery";
import { startScheduler } from "./scheduler/scheduler";
import { openFiles, type LocalFiles } from "./storage/files";
import { createStorageRoutes } from "./storage/routes";
import { startSync } from "./sync/server";
import { exportLines } from "./transfer/export-lines";
import type { Runtime } from "./types";

export interface ServeOptions {
  projectDir: string;
  stateDir: string;
  /**
   * What functions see as `process.env`; `CONVEX_ADMIN_KEY`, `SENTRY_DSN` and
   * `SENTRY_ENVIRONMENT` are read here too.
   */
  env: Readonly<Record<string, string>>;
  host: string;
  /** 0 takes a free port. */
  port: number;
  sitePort: number;
  clock: Clock;
  log: Log;
  /** Where the built functions stay for the next process. */
  keptDir?: string;
  /** Reload when a source file changes. */
  watch?: boolean;
  /** Answer "Server Error" for plain errors, as Convex does in production. */
  redactErrors?: boolean;
  /** Run actions and HTTP actions on a thread of their own, on the system's clock. */
  threaded?: boolean;
  /** The thread of the actions ended by itself; default: a line in the log. */
  onThreadLost?: (why: string) => void;
  /** Where calls of actions are held for good; see `actions/hold-points.ts`. */
  holdFile?: string;
  /** How long `close` waits for running jobs; default 5 seconds. */
  drainMs?: number;
}

export interface RunningConvex {
  url: string;
  siteUrl: string;
  runtime: EmbeddedRuntime;
  /** Stops taking requests, lets running work end, closes the state. */
  close(): Promise<void>;
}

const HOUSEKEEPING_EVERY_MS = 60 * 60 * 1_000;
const DRAIN_MS = 5_000;

type Undo = () => Promise<void> | void;

function keepHouse(
  options: ServeOptions,
  runtime: Runtime,
  files: LocalFiles,
): Undo {
  const hasFile = (id: string): boolean =>
    runtime.systemQuery("_storage", "by_id", { from: [id], to: [id], limit: 1 })
      .length > 0;
  const work = async (): Promise<void> => {
    try {
      await removeOldJobs(runtime, options.clock);
      await files.sweep(hasFile);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      options.log(`housekeeping: ${reason}`);
    }
  };
  let cancel = options.clock.after(0, function again() {
    void work();
    cancel = options.clock.after(HOUSEKEEPING_EVERY_MS, again);
  });
  return () => {
    cancel();
  };
}

async function startServices(
  options: ServeOptions,
  runtime: EmbeddedRuntime,
  files: LocalFiles,
  api: Listening,
  site: Site,
  undo: Undo[],
): Promise<void> {
  const { clock, log, env } = options;
  const verifier = createTokenVerifier(() => runtime.authConfig(), clock);
  runtime.onReload(() => {
    verifier.reset();
  });
  const auth: Authenticator = {
    verifier,
    isAdminKey: createAdminCheck(env["CONVEX_ADMIN_KEY"]),
    clock,
  };
  const storage = createStorageRoutes(runtime, files);
  const scheduler = await startScheduler({ runtime, clock, log });
  undo.push(() => scheduler.stop(options.drainMs ?? DRAIN_MS));
  const crons = await startCrons({ runtime, clock, log });
  undo.push(() => crons.stop(options.drainMs ?? DRAIN_MS));
  undo.push(keepHouse(options, runtime, files));
  const sync = startSync({ server: api.server, runtime, auth, log });
  const held = createHeldSnapshots(runtime);
  undo.push(() => {
    held.releaseAll();
  });
  // Callers go before what serves them.
  undo.push(
    () => site.close(),
    () => api.close(),
    () => sync.close(),
  );
  const exported = (): AsyncIterable<string> => exportLines(runtime, files);
  api.serve(
    createApiHandler({
      runtime,
      auth,
      held,
      storage,
      exportLines: exported,
      log,
    }),
  );
  site.serve(createHttpActionHandler({ runtime, auth, log }));
}

/** The port of HTTP actions; on a thread of its own it serves itself. */
type Site = Pick<Listening, "url" | "serve" | "close">;

async function openSite(
  options: ServeOptions,
  thread: ActionThread | null,
): Promise<Site> {
  const { host, sitePort: port } = options;
  const at = { name: "Convex HTTP actions", host, port };
  if (thread === null) return listen(at);
  return {
    url: await thread.listen(at),
    serve: () => undefined,
    close: () => thread.stopListening(),
  };
}

function openThread(options: ServeOptions): ActionThread | null {
  if (options.threaded !== true) return null;
  return startActionThread({
    adminKey: options.env["CONVEX_ADMIN_KEY"] ?? null,
    holdFile: options.holdFile ?? null,
    report: options.log,
    lost: options.onThreadLost ?? options.log,
  });
}

/** Opens the state, loads `convex/` and serves both ports; all or nothing. */
export async function serveConvex(
  options: ServeOptions,
): Promise<RunningConvex> {
  const { clock, log, host, projectDir, stateDir } = options;
  const undo: Undo[] = [];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const lock = lockState(stateDir);
    undo.push(() => {
      lock.release();
    });
    const api = await listen({
      name: "the Convex API",
      host,
      port: options.port,
    });
    undo.push(() => api.close());
    const thread = openThread(options);
    if (thread !== null) undo.push(() => thread.close());
    const site = await openSite(options, thread);
    undo.push(() => site.close());
    // Closed before the thread: actions that end with it have not failed.
    const reports = startExceptionReports(options);
    undo.push(() => reports.close());
    const files = openFiles({ stateDir, baseUrl: api.url, clock });
    const addresses = { CONVEX_CLOUD_URL: api.url, CONVEX_SITE_URL: site.url };
    const env = { ...addresses, ...options.env };
    const runtime = await openRuntime({
      projectDir,
      stateDir,
      env,
      files,
      clock,
      ...(options.keptDir === undefined ? {} : { keptDir: options.keptDir }),
      watch: options.watch ?? false,
      redactErrors: options.redactErrors ?? false,
      ...(thread === null ? {} : { actions: thread }),
      log: (level, message, path) => {
        log(`${path} ${level}: ${message}`);
      },
      onException: (exception) => {
        reports.add(exception);
      },
    });
    undo.push(() => runtime.close());
    await startServices(options, runtime, files, api, site, undo);
    return { url: api.url, siteUrl: site.url, runtime, close };
  } catch (error) {
    await close();
    throw error;
  }
}
