/**
 * Webhook bodies as WAHA sends them, with invented numbers. Every function takes
 * what a test cares about and fills in the rest; nothing here uses a clock.
 */

export type Engine = "NOWEB" | "GOWS" | "WEBJS";

export interface WahaBody {
  id?: string;
  timestamp?: number;
  event: string;
  session: string;
  metadata?: Record<string, string>;
  me: { id: string; pushName: string; lid?: string } | null;
  payload: Record<string, unknown>;
  engine: Engine;
  environment: Record<string, unknown>;
}

export interface EnvelopeOptions {
  session?: string;
  instanceId?: string;
  engine?: Engine;
  at?: number;
  eventId?: string;
  event?: string;
}

export interface MessageOptions extends EnvelopeOptions {
  bareId?: string;
  /** Digits only. */
  phone?: string;
  lid?: string;
  text?: string | null;
  pushName?: string | null;
  fromMe?: boolean;
  source?: "app" | "api";
  /** Epoch ms of the message itself; the envelope's when absent. */
  sentAt?: number;
  replyTo?: { id: string; body: string };
}

export const BUSINESS_PHONE = "27105550100";
export const BUSINESS_LID = "90010000000001";
export const CUSTOMER_PHONE = "27725550123";
export const CUSTOMER_LID = "90020000000002";
export const GROUP_ID = "120363999000000001@g.us";
export const DEFAULT_SESSION = "ma_test_session";
export const DEFAULT_AT = 1_795_000_000_000;

let counter = 0;

/** A new bare message id in WhatsApp's form. */
export function newBareId(): string {
  counter += 1;
  return `3EB0${counter.toString(16).toUpperCase().padStart(18, "0")}`;
}

/** The text as WAHA would post it: its signature covers exactly these bytes. */
export function bodyText(body: WahaBody): string {
  return JSON.stringify(body);
}

export function envelope(
  event: string,
  payload: Record<string, unknown>,
  options: EnvelopeOptions = {},
): WahaBody {
  counter += 1;
  const engine = options.engine ?? "NOWEB";
  return {
    id: options.eventId ?? `evt_${counter.toString(36).padStart(26, "0")}`,
    timestamp: options.at ?? DEFAULT_AT,
    event: options.event ?? event,
    session: options.session ?? DEFAULT_SESSION,
    ...(options.instanceId === undefined
      ? {}
      : { metadata: { "instance.id": options.instanceId } }),
    me: {
      id: `${BUSINESS_PHONE}@c.us`,
      pushName: "Kiosk Demo",
      lid: `${BUSINESS_LID}@lid`,
    },
    payload,
    engine,
    environment: { version: "2025.10.1", engine, tier: "CORE", browser: null },
  };
}

export type AckName =
  "ERROR" | "PENDING" | "SERVER" | "DEVICE" | "READ" | "PLAYED";

const ACK_NUMBERS: Record<AckName, number> = {
  ERROR: -1,
  PENDING: 0,
  SERVER: 1,
  DEVICE: 2,
  READ: 3,
  PLAYED: 4,
};

export function ack(
  bareId: string,
  name: AckName,
  options: MessageOptions & { group?: boolean } = {},
): WahaBody {
  const chatId = options.group === true ? GROUP_ID : chatIdOf(options);
  const suffix = options.group === true ? `_${CUSTOMER_PHONE}@c.us` : "";
  return envelope(
    "message.ack",
    {
      id: `true_${chatId}_${bareId}${suffix}`,
      from: chatId,
      fromMe: true,
      ack: ACK_NUMBERS[name],
      ackName: name,
    },
    options,
  );
}

export function sessionStatus(
  status: string,
  options: EnvelopeOptions & {
    restrictedUntil?: number;
    paired?: boolean;
  } = {},
): WahaBody {
  const at = options.at ?? DEFAULT_AT;
  const body = envelope(
    "session.status",
    {
      name: options.session ?? DEFAULT_SESSION,
      status,
      statuses: [
        { status: "STARTING", timestamp: at - 1_000 },
        { status, timestamp: at },
      ],
      ...(options.restrictedUntil === undefined
        ? {}
        : {
            data: {
              reachoutTimelock: {
                enforcementType: "BIZ_QUALITY",
                isActive: true,
                timeEnforcementEnds: options.restrictedUntil / 1_000,
              },
            },
          }),
    },
    options,
  );
  return options.paired === false ? { ...body, me: null } : body;
}

export function reaction(
  toBareId: string,
  options: MessageOptions = {},
): WahaBody {
  const chatId = chatIdOf(options);
  return envelope(
    "message.reaction",
    {
      id: `false_${chatId}_${newBareId()}`,
      timestamp: (options.at ?? DEFAULT_AT) / 1_000,
      from: chatId,
      fromMe: false,
      source: "app",
      reaction: { text: "👍", messageId: `true_${chatId}_${toBareId}` },
    },
    options,
  );
}

/** The chat a message of these options belongs to. */
export function chatIdOf(options: MessageOptions): string {
  return options.lid === undefined
    ? `${options.phone ?? CUSTOMER_PHONE}@c.us`
    : `${options.lid}@lid`;
}
