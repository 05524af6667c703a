export type ChatKind =
  "direct" | "group" | "status" | "newsletter" | "broadcast" | "unknown";

export interface ChatAddress {
  kind: ChatKind;
  chatId: string;
  phone: string | null;
  lid: string | null;
}

export interface MessageIdParts {
  fromMe: boolean | null;
  chatId: string | null;
  bareId: string;
}

const PHONE_DIGITS = /^[1-9]\d{4,14}$/;
const LID_DIGITS = /^[1-9]\d{0,29}$/;
const DEVICE_SUFFIX = /^(\d+):\d{1,5}$/;

/**
 * Normalises a WhatsApp address: `@s.whatsapp.net` becomes `@c.us` and a device
 * suffix is dropped. `phone` is E.164. A text that is no address is `unknown`
 * and comes back trimmed. Source: WAHA docs, "chatId".
 */
export function parseChatId(text: string): ChatAddress {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf("@");
  if (at <= 0) return address("unknown", trimmed);
  const local = trimmed.slice(0, at).replace(DEVICE_SUFFIX, "$1");
  const domain = trimmed.slice(at + 1).toLowerCase();
  switch (domain) {
    case "c.us":
    case "s.whatsapp.net":
      return PHONE_DIGITS.test(local)
        ? { ...address("direct", `${local}@c.us`), phone: `+${local}` }
        : address("unknown", `${local}@c.us`);
    case "lid":
      return LID_DIGITS.test(local)
        ? { ...address("direct", `${local}@lid`), lid: `${local}@lid` }
        : address("unknown", `${local}@lid`);
    case "g.us":
      return address("group", `${local}@g.us`);
    case "newsletter":
      return address("newsletter", `${local}@newsletter`);
    case "broadcast":
      return address(
        local === "status" ? "status" : "broadcast",
        `${local}@broadcast`,
      );
    default:
      return address("unknown", `${local}@${domain}`);
  }
}

/**
 * Takes apart `true_<chatId>_<bareId>[_<participant>]`. A text of another shape
 * is a bare id: WAHA sends bare ids in replies, edits and revocations.
 */
export function parseMessageId(text: string): MessageIdParts {
  const trimmed = text.trim();
  const first = trimmed.indexOf("_");
  const flag = first < 0 ? "" : trimmed.slice(0, first);
  if (flag !== "true" && flag !== "false") {
    return { fromMe: null, chatId: null, bareId: trimmed };
  }
  const second = trimmed.indexOf("_", first + 1);
  if (second < 0) return { fromMe: null, chatId: null, bareId: trimmed };
  const chat = trimmed.slice(first + 1, second);
  const bareId = withoutParticipant(trimmed.slice(second + 1));
  if (!chat.includes("@") || bareId.length === 0) {
    return { fromMe: null, chatId: null, bareId: trimmed };
  }
  return { fromMe: flag === "true", chatId: parseChatId(chat).chatId, bareId };
}

function withoutParticipant(rest: string): string {
  const last = rest.lastIndexOf("_");
  return last > 0 && rest.includes("@", last) ? rest.slice(0, last) : rest;
}

function address(kind: ChatKind, chatId: string): ChatAddress {
  return { kind, chatId, phone: null, lid: null };
}
