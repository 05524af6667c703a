import { z } from "zod";
import { Failure } from "./failure";

const sessionsSchema = z.object({
  sessions: z.array(z.object({ name: z.string(), status: z.string() })),
});

const messageSchema = z.object({
  sequence: z.number(),
  bareId: z.string(),
  fromMe: z.boolean(),
  text: z.string().nullable(),
  ack: z.number(),
});

const saidSchema = z.object({
  messages: z.array(messageSchema),
  chatId: z.string(),
});

const messagesSchema = z.object({ messages: z.array(messageSchema) });

const deliveriesSchema = z.object({
  deliveries: z.array(
    z.object({
      event: z.string(),
      payloadId: z.string().nullable(),
      url: z.string(),
      body: z.string(),
      status: z.number().nullable(),
      ms: z.number().nullable(),
    }),
  ),
});

export type PhoneMessage = z.infer<typeof messageSchema>;
export type WebhookDelivery = z.infer<
  typeof deliveriesSchema
>["deliveries"][number];

/** The control API of the WAHA stand-in: what a customer does and sees on the simulated phone. */
export interface Phone {
  /** The session's status, or null when the stand-in does not know it. */
  statusOf(session: string): Promise<string | null>;
  pair(session: string, phone: string, name: string): Promise<void>;
  /** Makes a customer known, so that the phone offers them. */
  meet(session: string, phone: string, name: string): Promise<void>;
  say(
    session: string,
    from: { phone: string; name: string },
    text: string,
  ): Promise<{ message: PhoneMessage; chatId: string }>;
  /** Writes to a customer on the business's own phone. */
  takeOver(session: string, customer: string, text: string): Promise<void>;
  /** The business's messages after `sequence`; empty when none came in time. */
  waitForReply(
    session: string,
    chatId: string,
    sequence: number,
    timeoutMs: number,
  ): Promise<PhoneMessage[]>;
  chat(session: string, chatId: string): Promise<PhoneMessage[]>;
  /** The session's webhooks, of one message when its id is given. */
  deliveries(session: string, payloadId?: string): Promise<WebhookDelivery[]>;
}

const TIMEOUT_MS = 10_000;

export function createPhone(wahaUrl: string): Phone {
  const ask = async <T>(
    method: string,
    path: string,
    returns: z.ZodType<T>,
    options: { body?: unknown; timeoutMs?: number } = {},
  ): Promise<T> => {
    const response = await fetch(`${wahaUrl}/control/${path}`, {
      method,
      signal: AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS),
      ...(options.body === undefined
        ? {}
        : {
            body: JSON.stringify(options.body),
            headers: { "content-type": "application/json" },
          }),
    }).catch((error: unknown) => {
      throw new Failure(`The simulated phone at ${wahaUrl} does not answer.`, {
        cause: error,
      });
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Failure(
        `The simulated phone answered ${response.status} to ${method} ${path}.`,
      );
    }
    return returns.parse(JSON.parse(text));
  };
  const inSession = (session: string, rest: string) =>
    `sessions/${encodeURIComponent(session)}/${rest}`;
  return {
    async statusOf(session) {
      const { sessions } = await ask("GET", "sessions", sessionsSchema);
      return sessions.find(({ name }) => name === session)?.status ?? null;
    },
    async pair(session, phone, name) {
      await ask("POST", inSession(session, "scan"), z.unknown(), {
        body: { phone, name },
      });
    },
    async meet(session, phone, name) {
      await ask("POST", inSession(session, "people"), z.unknown(), {
        body: { phone, name },
      });
    },
    async say(session, from, text) {
      const said = await ask("POST", inSession(session, "say"), saidSchema, {
        body: { from: from.phone, name: from.name, text },
      });
      const [message] = said.messages;
      if (message === undefined) throw new Failure("The phone said nothing.");
      return { message, chatId: said.chatId };
    },
    async takeOver(session, customer, text) {
      await ask("POST", inSession(session, "takeover"), z.unknown(), {
        body: { to: customer, text },
      });
    },
    async waitForReply(session, chatId, sequence, timeoutMs) {
      const query = new URLSearchParams({
        chat: chatId,
        after: String(sequence),
        timeoutMs: String(timeoutMs),
      });
      const path = inSession(session, `wait?${query.toString()}`);
      const { messages } = await ask("GET", path, messagesSchema, {
        timeoutMs: timeoutMs + TIMEOUT_MS,
      });
      return messages;
    },
    async chat(session, chatId) {
      const path = inSession(session, `chats/${encodeURIComponent(chatId)}`);
      return (await ask("GET", path, messagesSchema)).messages;
    },
    async deliveries(session, payloadId) {
      const only =
        payloadId === undefined ? "" : `?id=${encodeURIComponent(payloadId)}`;
      const path = inSession(session, `deliveries${only}`);
      return (await ask("GET", path, deliveriesSchema)).deliveries;
    },
  };
}
