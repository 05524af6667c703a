import type { Clock } from "../shared/clock";
import { createSaver, readStateFile, type Saver } from "../shared/store";
import { notFound, wrongStatus } from "./errors";
import { createEvents, type Events } from "./events";
import { createFaults, type Faults, type FaultSeed } from "./faults";
import { createFeed, type Feed } from "./feed";
import { createFiles, type Files } from "./files";
import { createLifecycle, type Lifecycle } from "./lifecycle";
import type { SessionStatus, WebhookConfig } from "./model";
import { createSession, isRunning, type Session } from "./session";
import { parseSavedState, snapshotOf } from "./state";
import { createWebhookSender } from "./webhook-sender";

export interface AckSettings {
  /** Milliseconds after the send; null leaves the ack out. */
  serverMs: number | null;
  deviceMs: number | null;
  readMs: number | null;
}

export interface GatewayOptions {
  clock: Clock;
  /** null keeps everything in memory. */
  stateFile: string | null;
  paceMs: number;
  /** How long a call waits for a session that is not ready, as WAHA does. */
  statusWaitMs: number;
  acks: AckSettings;
  faultSeed: FaultSeed;
  globalHook: WebhookConfig | null;
}

/** Everything the routes share. */
export interface Gateway {
  clock: Clock;
  baseUrl: string;
  acks: AckSettings;
  sessions: Map<string, Session>;
  faults: Faults;
  events: Events;
  feed: Feed;
  files: Files;
  lifecycle: Lifecycle;
  saver: Saver;
  nextSequence(): number;
  requireSession(name: string): Session;
  /** Waits for one of the statuses as WAHA does; throws its 422 when it does not come. */
  requireStatus(
    name: string,
    expected: readonly SessionStatus[],
  ): Promise<Session>;
  close(): void;
}

const POLL_MS = 100;

function loadSessions(stateFile: string | null) {
  const saved =
    stateFile === null ? null : readStateFile(stateFile, parseSavedState);
  const sessions = new Map<string, Session>();
  for (const { name, config, me, book } of saved?.sessions ?? []) {
    sessions.set(name, createSession({ name, config, me, book }));
  }
  return {
    sessions,
    sequence: saved?.sequence ?? 0,
    running: (saved?.sessions ?? []).flatMap(({ name, running }) =>
      running ? [name] : [],
    ),
  };
}

export function createGateway(options: GatewayOptions): Gateway {
  const { clock, stateFile } = options;
  const loaded = loadSessions(stateFile);
  const { sessions } = loaded;
  let { sequence } = loaded;
  const sender = createWebhookSender(clock);
  const faults = createFaults(options.faultSeed);
  const feed = createFeed();
  const saver = createSaver({
    file: stateFile,
    clock,
    snapshot: () => snapshotOf([...sessions.values()], sequence),
  });
  const events = createEvents({
    clock,
    sender,
    faults,
    globalHook: options.globalHook,
  });
  const lifecycle = createLifecycle({
    clock,
    events,
    paceMs: options.paceMs,
    changed(session) {
      saver.request();
      feed.changed(session.name, null);
    },
  });
  const requireSession = (name: string): Session => {
    const session = sessions.get(name);
    if (session === undefined) throw notFound("Session not found");
    return session;
  };
  const resume = clock.after(0, () => {
    for (const name of loaded.running) {
      const session = sessions.get(name);
      if (session !== undefined && !isRunning(session)) {
        lifecycle.start(session);
      }
    }
  });

  return {
    clock,
    baseUrl: "",
    acks: options.acks,
    sessions,
    faults,
    events,
    feed,
    files: createFiles(clock),
    lifecycle,
    saver,
    nextSequence: () => (sequence += 1),
    requireSession,
    async requireStatus(name, expected) {
      const session = requireSession(name);
      if (expected.includes(session.status)) return session;
      const limitMs =
        session.status === "STOPPED"
          ? options.statusWaitMs / 2
          : options.statusWaitMs;
      const deadline = clock.now() + limitMs;
      while (clock.now() < deadline) {
        await new Promise<void>((resolve) => {
          clock.after(Math.min(POLL_MS, limitMs), resolve);
        });
        if (expected.includes(session.status)) return session;
      }
      throw wrongStatus(name, session.status, expected);
    },
    close() {
      resume();
      sender.close();
      feed.close();
      for (const session of sessions.values()) {
        session.timers.forEach((cancel) => {
          cancel();
        });
      }
      saver.flush();
    },
  };
}
