let serial = 0;

type Session = { sessionName: string };

export type CustomerMessage = {
  text?: string | null;
  from?: string;
  bareId?: string;
  sentAt?: number;
  event?: "message" | "message.any";
  fromMe?: boolean;
  source?: "app" | "api";
  hasMedia?: boolean;
};

/** The body of a WAHA `message` webhook, as NOWEB posts it. */
export function messageEvent(
  business: Session,
  message: CustomerMessage = {},
): Record<string, unknown> {
  serial += 1;
  const from = message.from ?? "27831110001@c.us";
  const bareId =
    message.bareId ?? `3EB0TEST${String(serial).padStart(12, "0")}`;
  const fromMe = message.fromMe ?? false;
  const sentAt = message.sentAt ?? Date.now();
  return {
    id: `evt_${String(serial).padStart(26, "0")}`,
    timestamp: Date.now(),
    event: message.event ?? "message",
    session: business.sessionName,
    me: { id: "27820000001@c.us", pushName: "Harbour Bakery" },
    payload: {
      id: `${String(fromMe)}_${from}_${bareId}`,
      timestamp: Math.floor(sentAt / 1000),
      from,
      fromMe,
      source: message.source ?? "app",
      body: message.text === undefined ? "When do you open?" : message.text,
      hasMedia: message.hasMedia ?? false,
      media: null,
      ack: 2,
      ackName: "DEVICE",
      replyTo: null,
      _data: { pushName: "Thandi" },
    },
    engine: "NOWEB",
    environment: { version: "2026.7.1", engine: "NOWEB", tier: "CORE" },
  };
}

export function ackEvent(
  business: Session,
  bareId: string,
  ack: number,
  chatId = "27831110001@c.us",
): Record<string, unknown> {
  serial += 1;
  const names = ["ERROR", "PENDING", "SERVER", "DEVICE", "READ", "PLAYED"];
  return {
    id: `evt_${String(serial).padStart(26, "0")}`,
    timestamp: Date.now(),
    event: "message.ack",
    session: business.sessionName,
    me: { id: "27820000001@c.us" },
    payload: {
      id: `true_${chatId}_${bareId}`,
      from: chatId,
      fromMe: true,
      ack,
      ackName: names[ack + 1],
    },
    engine: "NOWEB",
  };
}
