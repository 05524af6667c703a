import { createHash, randomBytes } from "node:crypto";

import type { Clock } from "../shared/clock";
import { unprocessable } from "./errors";
import type { Events } from "./events";
import { digitsOf, lidOf } from "./ids";
import type { Me, SessionStatus } from "./model";
import { isRunning, type Session } from "./session";

/** The first QR code lives 60 s, the next ones 20 s, six in all. */
const FIRST_QR_MS = 60_000;
const NEXT_QR_MS = 20_000;
const MAX_QR_CODES = 6;
const STATUS_HISTORY = 3;

export interface Lifecycle {
  start(session: Session): void;
  stop(session: Session): void;
  restart(session: Session): void;
  /** Unpairs, keeps the configuration, and starts again. */
  logout(session: Session): void;
  /** Somebody scans the QR code, or types the pairing code, on a phone. */
  pair(session: Session, phone: string | null, name: string | null): void;
  /** The phone removes the linked device. */
  unpair(session: Session): void;
  /** The connection to WhatsApp drops and comes back. */
  drop(session: Session): void;
  /** WhatsApp forbids writing to new people for a while. */
  restrict(session: Session, seconds: number): void;
}

/** An invented number for a session that is paired without naming one. */
function inventedPhone(session: string): string {
  const digest = createHash("sha256").update(session).digest();
  return `1555${String(digest.readUInt32BE() % 10 ** 7).padStart(7, "0")}`;
}

function meOf(session: Session, phone: string | null, name: string | null): Me {
  const digits = phone === null ? inventedPhone(session.name) : digitsOf(phone);
  return {
    id: `${digits}@c.us`,
    pushName: name ?? "Business",
    lid: lidOf(digits),
    jid: `${digits}:7@s.whatsapp.net`,
  };
}

/** The shape of WhatsApp's own QR value: a version and four keys. */
function newQrValue(): string {
  const key = (bytes: number): string => randomBytes(bytes).toString("base64");
  return `2@${key(96)},${key(32)},${key(32)},${key(32)},1`;
}

export function createLifecycle(options: {
  clock: Clock;
  events: Events;
  paceMs: number;
  changed: (session: Session) => void;
}): Lifecycle {
  const { clock, events, paceMs, changed } = options;

  const later = (session: Session, delayMs: number, action: () => void) => {
    const cancel = clock.after(delayMs, () => {
      session.timers.delete(cancel);
      action();
    });
    session.timers.add(cancel);
  };
  const calm = (session: Session): void => {
    session.timers.forEach((cancel) => {
      cancel();
    });
    session.timers.clear();
    session.qr = null;
  };
  const setStatus = (
    session: Session,
    status: SessionStatus,
    data?: unknown,
  ): void => {
    const timestamp = clock.now();
    session.status = status;
    session.activityAt = timestamp;
    session.statuses = [...session.statuses, { status, timestamp }].slice(
      -STATUS_HISTORY,
    );
    events.emit(session, "session.status", {
      name: session.name,
      status,
      statuses: session.statuses,
      ...(data === undefined ? {} : { data }),
    });
    changed(session);
  };
  const showQr = (session: Session, shown: number): void => {
    if (shown === MAX_QR_CODES) {
      session.qr = null;
      setStatus(session, "FAILED");
      return;
    }
    session.qr = newQrValue();
    setStatus(session, "SCAN_QR_CODE");
    later(session, shown === 0 ? FIRST_QR_MS : NEXT_QR_MS, () => {
      showQr(session, shown + 1);
    });
  };
  const connect = (session: Session): void => {
    setStatus(session, "STARTING");
    later(session, paceMs, () => {
      if (session.me === null) {
        showQr(session, 0);
        return;
      }
      setStatus(session, "WORKING");
      session.waiting.splice(0).forEach((deliver) => {
        deliver();
      });
    });
  };
  const start = (session: Session): void => {
    if (isRunning(session)) {
      throw unprocessable(`Session '${session.name}' is already started.`);
    }
    session.statuses = [];
    setStatus(session, "STOPPED");
    connect(session);
  };
  const stop = (session: Session): void => {
    calm(session);
    if (session.status !== "STOPPED") setStatus(session, "STOPPED");
  };

  return {
    start,
    stop,
    restart(session) {
      stop(session);
      start(session);
    },
    logout(session) {
      stop(session);
      session.me = null;
      start(session);
    },
    pair(session, phone, name) {
      if (session.status !== "SCAN_QR_CODE") {
        throw unprocessable(
          `Session '${session.name}' shows no QR code; it is ${session.status}.`,
        );
      }
      calm(session);
      session.me = meOf(session, phone, name);
      connect(session);
    },
    unpair(session) {
      calm(session);
      session.me = null;
      setStatus(session, "FAILED");
    },
    drop(session) {
      calm(session);
      connect(session);
    },
    restrict(session, seconds) {
      const timeEnforcementEnds = Math.floor(clock.now() / 1000 + seconds);
      setStatus(session, session.status, {
        reachoutTimelock: {
          enforcementType: "DEFAULT",
          isActive: true,
          timeEnforcementEnds,
        },
      });
    },
  };
}
