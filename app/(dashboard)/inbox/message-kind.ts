const KINDS = [
  "text",
  "image",
  "video",
  "voice",
  "audio",
  "document",
  "sticker",
  "location",
  "contact",
] as const;

export type MessageKind = (typeof KINDS)[number] | "unknown";

/** What a message is, of the kinds that can be named. */
export function kindOf({ messageType }: { messageType: string }): MessageKind {
  return KINDS.find((kind) => kind === messageType) ?? "unknown";
}
