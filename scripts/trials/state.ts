import { z } from "zod";
import { requireVariable } from "../../local/cli/environment";
import { Failure } from "../../local/cli/failure";
import type { TrialCloud } from "./cloud";

const conversationSchema = z.object({
  _id: z.string(),
  tenantId: z.string(),
  chatId: z.string(),
  handoff: z.unknown().nullable(),
});

const messageSchema = z.object({
  _id: z.string(),
  conversationId: z.string(),
  direction: z.enum(["inbound", "outbound"]),
  externalId: z.string(),
  status: z.string(),
  outbound: z
    .object({ turnId: z.string().nullable(), reason: z.string().nullable() })
    .nullable(),
});

const turnSchema = z.object({
  _id: z.string(),
  conversationId: z.string(),
  status: z.string(),
});

const lineSchema = z.object({
  table: z.string().optional(),
  document: z.record(z.string(), z.unknown()).optional(),
});

export type Conversation = z.infer<typeof conversationSchema>;
export type Message = z.infer<typeof messageSchema>;
export type Turn = z.infer<typeof turnSchema>;

/** What the product has stored, as of one moment. */
export type State = {
  conversations: Conversation[];
  messages: Message[];
  turns: Turn[];
};

/** Reads the tables that say what became of every message. */
export async function readState(cloud: TrialCloud): Promise<State> {
  const response = await fetch(`${cloud.addresses.convex}/api/local/export`, {
    headers: {
      authorization: `Convex ${requireVariable(cloud.env, "CONVEX_ADMIN_KEY")}`,
    },
  });
  if (!response.ok || response.body === null) {
    throw new Failure(`The export was answered with ${response.status}.`);
  }
  const state: State = { conversations: [], messages: [], turns: [] };
  let table = "";
  for await (const line of linesOf(response.body)) {
    const parsed = lineSchema.parse(JSON.parse(line));
    table = parsed.table ?? table;
    if (parsed.document !== undefined) keep(state, table, parsed.document);
  }
  return state;
}

function keep(state: State, table: string, document: unknown): void {
  if (table === "conversations") {
    state.conversations.push(conversationSchema.parse(document));
  } else if (table === "messages") {
    state.messages.push(messageSchema.parse(document));
  } else if (table === "turns") state.turns.push(turnSchema.parse(document));
}

async function* linesOf(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = parts.pop() ?? "";
    yield* parts.filter((line) => line !== "");
  }
  if (rest !== "") yield rest;
}
