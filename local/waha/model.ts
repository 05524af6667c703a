import { z } from "zod";

/** -1 error, 0 pending, 1 server, 2 device, 3 read, 4 played. */
export type Ack = -1 | 0 | 1 | 2 | 3 | 4;

export const ACK_NAMES: Readonly<Record<Ack, string>> = {
  [-1]: "ERROR",
  0: "PENDING",
  1: "SERVER",
  2: "DEVICE",
  3: "READ",
  4: "PLAYED",
};

export const EVENT_NAMES = [
  "session.status",
  "message",
  "message.reaction",
  "message.any",
  "message.ack",
  "message.ack.group",
  "message.waiting",
  "message.revoked",
  "message.edited",
  "state.change",
  "group.join",
  "group.leave",
  "group.v2.join",
  "group.v2.leave",
  "group.v2.update",
  "group.v2.participants",
  "presence.update",
  "poll.vote",
  "poll.vote.failed",
  "chat.archive",
  "call.received",
  "call.accepted",
  "call.rejected",
  "label.upsert",
  "label.deleted",
  "label.chat.added",
  "label.chat.deleted",
  "event.response",
  "event.response.failed",
  "engine.event",
] as const;

export type EventName = (typeof EVENT_NAMES)[number];

const nullish = <T extends z.ZodType>(type: T) => type.nullish();

export const webhookSchema = z.object({
  url: z.string().regex(/^https?:\/\/\S+$/, "url must be a URL address"),
  events: z.array(z.enum([...EVENT_NAMES, "*"])),
  hmac: nullish(z.object({ key: nullish(z.string()) })),
  retries: nullish(
    z.object({
      delaySeconds: nullish(z.number().min(0)),
      attempts: nullish(z.number().int().min(0)),
      policy: nullish(z.enum(["linear", "exponential", "constant"])),
    }),
  ),
  customHeaders: nullish(
    z.array(z.object({ name: z.string(), value: z.string() })),
  ),
});

export type WebhookConfig = z.infer<typeof webhookSchema>;

export const sessionConfigSchema = z.looseObject({
  metadata: nullish(z.record(z.string(), z.string())),
  webhooks: nullish(z.array(webhookSchema)),
  ignore: nullish(
    z.looseObject({
      status: nullish(z.boolean()),
      groups: nullish(z.boolean()),
      channels: nullish(z.boolean()),
      broadcast: nullish(z.boolean()),
    }),
  ),
});

export type SessionConfig = z.infer<typeof sessionConfigSchema>;

export type SessionStatus =
  "STOPPED" | "STARTING" | "SCAN_QR_CODE" | "WORKING" | "FAILED";

export const meSchema = z.object({
  id: z.string(),
  pushName: z.string(),
  lid: z.string(),
  jid: z.string(),
});

export type Me = z.infer<typeof meSchema>;

export const mediaSchema = z.object({
  fileName: z.string(),
  mimetype: z.string(),
  filename: z.string().nullable(),
  kind: z.enum(["image", "video", "voice", "document"]),
});

export type Media = z.infer<typeof mediaSchema>;

export const messageSchema = z.object({
  sequence: z.number(),
  bareId: z.string(),
  chatId: z.string(),
  fromMe: z.boolean(),
  source: z.enum(["app", "api"]),
  body: z.string().nullable(),
  /** Seconds, as WhatsApp counts. */
  timestamp: z.number(),
  ack: z.number(),
  media: mediaSchema.nullable(),
  replyToId: z.string().nullable(),
  pushName: z.string().nullable(),
  participant: z.string().nullable(),
  reaction: z.string().nullable(),
});

export type StoredMessage = Omit<z.infer<typeof messageSchema>, "ack"> & {
  ack: Ack;
};

export const personSchema = z.object({
  /** Digits only; null when only the hidden id is known. */
  phone: z.string().nullable(),
  lid: z.string(),
  name: z.string().nullable(),
});

export type Person = z.infer<typeof personSchema>;
