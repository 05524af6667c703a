import type { Conversation, Message, State, Turn } from "./state";

/** How a customer's message ended: a reply, a person who was called, or neither. */
export type Fate = "answered" | "handed_over" | "lost" | "doubled";

export type Asked = { phone: string; bareId: string };

/** Message ids the gateway really sent into a chat, as often as it sent them. */
export type Sent = ReadonlyMap<string, readonly string[]>;

const ARRIVED = new Set(["sent", "delivered", "read"]);

type Thread = {
  conversation: Conversation;
  messages: Message[];
  turns: Turn[];
};

/** The state by chat id. */
function threadsOf(state: State): Map<string, Thread> {
  const byId = new Map<string, Thread>();
  const byChat = new Map<string, Thread>();
  for (const conversation of state.conversations) {
    const thread = { conversation, messages: [], turns: [] };
    byId.set(conversation._id, thread);
    byChat.set(conversation.chatId, thread);
  }
  for (const message of state.messages) {
    byId.get(message.conversationId)?.messages.push(message);
  }
  for (const turn of state.turns) {
    byId.get(turn.conversationId)?.turns.push(turn);
  }
  return byChat;
}

/** What became of every message a customer wrote, judged by what the gateway sent and what is stored. */
export function judge(
  asked: readonly Asked[],
  state: State,
  sent: Sent,
): Map<string, Fate> {
  const threads = threadsOf(state);
  return new Map(
    asked.map(({ phone, bareId }) => {
      const chatId = `${phone}@c.us`;
      const thread = threads.get(chatId);
      return [bareId, fateOf(bareId, thread, sent.get(chatId) ?? [])];
    }),
  );
}

function fateOf(
  bareId: string,
  thread: Thread | undefined,
  sent: readonly string[],
): Fate {
  if (isDoubled(thread, sent)) return "doubled";
  const stored = thread?.messages.filter(
    ({ direction, externalId }) =>
      direction === "inbound" && externalId === bareId,
  );
  if (thread === undefined || stored?.length !== 1) return "lost";
  if (thread.turns.some(({ status }) => status === "open")) return "lost";
  const isAnswered = thread.messages.some(
    ({ direction, status, externalId }) =>
      direction === "outbound" &&
      ARRIVED.has(status) &&
      sent.includes(externalId),
  );
  if (isAnswered) return "answered";
  return thread.conversation.handoff === null ? "lost" : "handed_over";
}

/** More than one reply to a turn, one reply sent twice, or one nobody ordered. */
function isDoubled(
  thread: Thread | undefined,
  sent: readonly string[],
): boolean {
  const perTurn = new Set<string>();
  for (const id of sent) {
    const message = thread?.messages.find(
      ({ direction, externalId }) =>
        direction === "outbound" && externalId === id,
    );
    const turnId = message?.outbound?.turnId ?? null;
    if (turnId === null || perTurn.has(turnId)) return true;
    perTurn.add(turnId);
  }
  return false;
}

export function countFates(fates: Iterable<Fate>): Record<Fate, number> {
  const counts = { answered: 0, handed_over: 0, lost: 0, doubled: 0 };
  for (const fate of fates) counts[fate] += 1;
  return counts;
}
