export interface MessageView {
  sequence: number;
  bareId: string;
  chatId: string;
  fromMe: boolean;
  source: "app" | "api";
  text: string | null;
  timestamp: number;
  ack: number;
  reaction: string | null;
  media: { kind: string; filename: string | null } | null;
}

export interface ChatView {
  chatId: string;
  phone: string | null;
  lid: string | null;
  name: string | null;
  businessTyping: boolean;
  lastMessage: MessageView | null;
}

export interface OpenChat extends ChatView {
  messages: MessageView[];
}

export interface SessionView {
  name: string;
  status: string;
  me: { id: string; pushName: string } | null;
  qrAt: number | null;
  counters: Record<string, number>;
  faults: {
    silent: boolean;
    duplicate: number;
    reorder: boolean;
    delayMs: number;
  };
}

export interface FaultList {
  sends: { kind: string; session: string | null; times: number | null }[];
}

export interface Change {
  session: string;
  chat: string | null;
}

async function call(
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(`/control${path}`, {
    method,
    ...(body === undefined
      ? {}
      : {
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify(body),
        }),
  });
  const text = await response.text();
  const value: unknown = text === "" ? null : JSON.parse(text);
  if (response.ok) return value;
  const message = (value as { message?: unknown } | null)?.message;
  throw new Error(
    typeof message === "string" ? message : `It failed (${response.status}).`,
  );
}

const at = (session: string, rest: string): string =>
  `/sessions/${encodeURIComponent(session)}${rest}`;

export async function listSessions(): Promise<SessionView[]> {
  return ((await call("GET", "/sessions")) as { sessions: SessionView[] })
    .sessions;
}

export async function listChats(session: string): Promise<ChatView[]> {
  const answer = await call("GET", at(session, "/chats"));
  return (answer as { chats: ChatView[] }).chats;
}

export async function openChat(
  session: string,
  chatId: string,
): Promise<OpenChat> {
  const path = `/chats/${encodeURIComponent(chatId)}`;
  return (await call("GET", at(session, path))) as OpenChat;
}

export async function listFaults(): Promise<FaultList> {
  return (await call("GET", "/faults")) as FaultList;
}

export interface SayInput {
  from: string;
  text?: string;
  texts?: string[];
  gapMs?: number;
  lid?: boolean;
  duplicate?: number;
  ageSeconds?: number;
  media?: MediaInput;
}

export interface MediaInput {
  kind: "image" | "video" | "voice" | "document";
  mimetype: string;
  /** Base64. */
  data: string;
  filename: string | null;
}

export const say = (session: string, input: SayInput): Promise<unknown> =>
  call("POST", at(session, "/say"), input);

export const showTyping = (
  session: string,
  input: { from: string; lid: boolean; state: "typing" | "paused" },
): Promise<unknown> => call("POST", at(session, "/typing"), input);

export const takeOver = (
  session: string,
  to: string,
  text: string,
): Promise<unknown> => call("POST", at(session, "/takeover"), { to, text });

export const addPerson = (
  session: string,
  phone: string,
  name: string | null,
): Promise<unknown> => call("POST", at(session, "/people"), { phone, name });

export const scan = (session: string, phone: string | null): Promise<unknown> =>
  call("POST", at(session, "/scan"), { phone });

export const actOnSession = (
  session: string,
  action: string,
): Promise<unknown> => call("POST", at(session, `/${action}`));

export const armSendFault = (session: string, kind: string) =>
  call("POST", "/faults/sends", { kind, session });

export const setWebhookFaults = (
  session: string,
  faults: SessionView["faults"],
): Promise<unknown> => call("PUT", "/faults/webhooks", { ...faults, session });

/** The armed faults of the model; null when the model is not simulated. */
export async function listModelFaults(): Promise<
  { kind: string; times: number | null }[] | null
> {
  const response = await fetch("/control/model/faults");
  if (!response.ok) return null;
  const answer = (await response.json()) as {
    faults: { kind: string; times: number | null }[] | null;
  };
  return answer.faults;
}

export const armModelFault = (
  kind: string,
  ms: number | null,
): Promise<unknown> =>
  call("POST", "/model/faults", ms === null ? { kind } : { kind, ms });

export const clearModelFaults = (): Promise<unknown> =>
  call("DELETE", "/model/faults");

export const clearFaults = (): Promise<unknown> => call("DELETE", "/faults");
