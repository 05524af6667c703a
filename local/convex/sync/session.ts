import type { WebSocket } from "ws";

import {
  adminCaller,
  ANONYMOUS,
  isExpired,
  userCaller,
  type Authenticator,
} from "../auth/callers";
import { AuthFailure } from "../auth/failures";
import type { Log } from "../log";
import type { Caller, RequestMetadata, Runtime, Snapshot } from "../types";
import { runCall } from "./calls";
import { createLiveQueries, type LiveQueries } from "./live-queries";
import { createOutbox, type Outbox } from "./outbox";
import {
  encodeVersion,
  parseClientMessage,
  ProtocolError,
  type CallMessage,
  type ClientMessage,
  type Version,
} from "./protocol";
import type { QueryCache } from "./query-cache";

/** Calls in flight at which a socket is no longer read, and at which it is again. */
const PAUSE_AT_CALLS = 512;
const RESUME_AT_CALLS = 256;
const MAX_TIMER_MS = 2 ** 31 - 1;
const POLICY_VIOLATION = 1008;
const INTERNAL_ERROR = 1011;

export interface SessionOptions {
  socket: WebSocket;
  runtime: Runtime;
  auth: Authenticator;
  cache: QueryCache;
  metadata: RequestMetadata;
  log: Log;
  /** Asks for a call of `advance` soon. */
  schedule: (session: SyncSession) => void;
  /** Called when the client said which session it continues. */
  onConnect: (session: SyncSession, sessionId: string) => void;
}

type Authenticate = Extract<ClientMessage, { type: "Authenticate" }>;

/** One socket: its versions, its queries, its calls. */
export class SyncSession {
  private readonly outbox: Outbox;
  private readonly queries: LiveQueries;
  private sessionId: string | null = null;
  private clockSkew: number | null = null;
  private caller: Caller = ANONYMOUS;
  private wanted = { querySet: 0, identity: 0 };
  private sent: Version = { querySet: 0, identity: 0, ts: 0n };
  /** The ts a Transition must reach before the client believes its mutations. */
  private owedTs: bigint | null = null;
  private callsInFlight = 0;
  private isClosed = false;
  private cancelExpiry: () => void = () => undefined;
  /** Messages that change state are taken one after the other. */
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly options: SessionOptions) {
    const schedule = (): void => {
      options.schedule(this);
    };
    this.outbox = createOutbox(options.socket, schedule);
    this.queries = createLiveQueries(options.cache, schedule);
  }

  receive(frame: string): void {
    this.work = this.work.then(async () => {
      if (this.isClosed) return;
      try {
        await this.take(parseClientMessage(frame));
      } catch (error) {
        if (error instanceof ProtocolError) this.fail(error.message);
        else this.breakOff(error);
      }
    });
  }

  /** False while the peer is slow; the session asks again when it caught up. */
  canAdvance(): boolean {
    return !this.isClosed && !this.outbox.isFull;
  }

  /** Sends one Transition to the snapshot's ts when there is anything to say. */
  async advance(snapshot: Snapshot): Promise<void> {
    if (this.isClosed || this.refuseExpired()) return;
    const target = { ...this.wanted, ts: snapshot.ts };
    const isOwed = this.owedTs !== null && this.owedTs <= snapshot.ts;
    if (isOwed) this.owedTs = null;
    const parts = await this.queries.advance(
      snapshot,
      this.caller,
      this.options.metadata,
    );
    const isNewVersion =
      target.querySet !== this.sent.querySet ||
      target.identity !== this.sent.identity;
    if (this.isClosed || !(isOwed || isNewVersion || parts.length > 0)) return;
    const skew =
      this.clockSkew === null ? "" : `,"clientClockSkew":${this.clockSkew}`;
    this.outbox.sendTransition(
      `{"type":"Transition","startVersion":${encodeVersion(this.sent)},"endVersion":${encodeVersion(target)},"modifications":[${parts.join(",")}]${skew}}`,
    );
    this.sent = target;
  }

  ping(): void {
    this.outbox.send('{"type":"Ping"}');
  }

  /** The client reconnects and asks again for everything. */
  breakOff(error: unknown): void {
    if (this.isClosed) return;
    const reason = error instanceof Error ? error.message : String(error);
    this.options.log(`sync socket closed: ${reason}`);
    this.close(INTERNAL_ERROR, "InternalServerError");
  }

  close(code: number, reason: string): void {
    this.options.socket.close(code, reason);
    this.dispose();
  }

  dispose(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.cancelExpiry();
    this.queries.releaseAll();
  }

  /** Ends the client for good, so only for what a correct client never does. */
  private fail(error: string): void {
    this.outbox.send(JSON.stringify({ type: "FatalError", error }));
    this.close(POLICY_VIOLATION, "ProtocolError");
  }

  private async take(message: ClientMessage): Promise<void> {
    if (message.type === "Connect") {
      this.connect(message.sessionId, message.clientTs);
      return;
    }
    if (this.sessionId === null)
      throw new ProtocolError("Connect must come first");
    switch (message.type) {
      case "Authenticate":
        await this.authenticate(message);
        break;
      case "ModifyQuerySet":
        if (message.baseVersion !== this.wanted.querySet) {
          throw new ProtocolError("ModifyQuerySet has the wrong base version");
        }
        this.queries.modify(message.modifications);
        this.wanted = { ...this.wanted, querySet: message.newVersion };
        this.options.schedule(this);
        break;
      case "Mutation":
      case "Action":
        this.call(this.sessionId, message);
        break;
      case "Event":
        break;
    }
  }

  private connect(sessionId: string, clientTs: number | null): void {
    if (this.sessionId !== null) throw new ProtocolError("Connect came twice");
    this.sessionId = sessionId;
    if (clientTs !== null) {
      this.clockSkew = clientTs - this.options.auth.clock.now();
    }
    this.options.onConnect(this, sessionId);
  }

  private call(sessionId: string, message: CallMessage): void {
    if (this.refuseExpired()) return;
    const { runtime, metadata, socket } = this.options;
    this.callsInFlight += 1;
    if (this.callsInFlight === PAUSE_AT_CALLS) socket.pause();
    runCall(runtime, sessionId, message, this.caller, metadata)
      .then((answer) => {
        if (this.isClosed) return;
        this.outbox.send(answer.frame);
        if (answer.ts === null) return;
        this.owedTs = answer.ts;
        this.options.schedule(this);
      })
      .catch((error: unknown) => {
        this.breakOff(error);
      })
      .finally(() => {
        this.callsInFlight -= 1;
        if (this.callsInFlight === RESUME_AT_CALLS) socket.resume();
      });
  }

  private async authenticate(message: Authenticate): Promise<void> {
    const { baseVersion } = message;
    if (baseVersion !== this.wanted.identity) {
      throw new ProtocolError("Authenticate has the wrong base version");
    }
    try {
      this.caller = await this.callerFor(message);
    } catch (error) {
      if (!(error instanceof AuthFailure)) throw error;
      this.refuseAuth(error.message, baseVersion, true);
      return;
    }
    this.wanted = { ...this.wanted, identity: baseVersion + 1 };
    this.queries.forgetPersonal();
    this.watchExpiry();
    this.options.schedule(this);
  }

  private async callerFor(message: Authenticate): Promise<Caller> {
    const { auth } = this.options;
    if (message.tokenType === "None") return ANONYMOUS;
    if (message.tokenType === "User") return userCaller(auth, message.value);
    if (message.impersonates) {
      throw new AuthFailure(
        "NotSupported",
        "Acting as a user is not supported by the local runtime.",
      );
    }
    return adminCaller(auth, message.value);
  }

  private watchExpiry(): void {
    this.cancelExpiry();
    if (this.caller.kind !== "user") return;
    const { clock } = this.options.auth;
    const left = this.caller.expiresAt - clock.now();
    this.cancelExpiry = clock.after(
      Math.min(Math.max(left, 0), MAX_TIMER_MS),
      () => {
        if (!this.refuseExpired()) this.watchExpiry();
      },
    );
  }

  private refuseExpired(): boolean {
    if (this.isClosed) return true;
    if (!isExpired(this.caller, this.options.auth.clock)) return false;
    this.refuseAuth(
      "The token has expired.",
      Math.max(this.wanted.identity - 1, 0),
      false,
    );
    return true;
  }

  private refuseAuth(
    error: string,
    baseVersion: number,
    authUpdateAttempted: boolean,
  ): void {
    this.outbox.send(
      JSON.stringify({
        type: "AuthError",
        error,
        baseVersion,
        authUpdateAttempted,
      }),
    );
    this.close(POLICY_VIOLATION, "AuthError");
  }
}
