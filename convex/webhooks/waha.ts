import { parseWahaEvent, type WahaEvent } from "../../lib/whatsapp/event";
import { parseWebhookAddress } from "../../lib/webhooks/address";
import { deriveInstanceKey } from "../../lib/webhooks/instance-key";
import { readBody } from "../../lib/webhooks/body";
import { verifySignature } from "../../lib/webhooks/signature";
import { internal } from "../_generated/api";
import type { ActionCtx } from "../_generated/server";
import { webhookEnv } from "../env";
import { httpAction } from "../functions";
import type { Channel } from "../instances/channelModel";

const MAX_BODY_BYTES = 1024 * 1024;
const PREFIX = "/webhooks/waha/";

type Authority = { channel: Channel; secrets: string[] };

function answer(status: number, body: string): Response {
  return new Response(body, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
}

const OK = () => answer(200, "ok");
const NOT_JSON = () => answer(400, "not json");
const UNAUTHORIZED = () => answer(401, "unauthorized");
const TOO_LARGE = () => answer(413, "too large");
const LIMITED = (retryAfterMs: number) => {
  const response = answer(429, "too many");
  response.headers.set("retry-after", String(Math.ceil(retryAfterMs / 1_000)));
  return response;
};
const MISCONFIGURED = () => answer(503, "not configured");

/** `POST /webhooks/waha/{token}`: signed with the instance's own derived key. */
export const receiveFromInstance = httpAction(
  async (ctx: ActionCtx, request) => {
    const text = new URL(request.url).pathname.slice(PREFIX.length);
    const address = parseWebhookAddress(text);
    return receive(ctx, request, async () => {
      const { masterSecret, previousMasterSecret } = webhookEnv();
      if (address === null) return null;
      const masters = [masterSecret, previousMasterSecret].filter(
        (secret) => secret !== undefined,
      );
      const secrets = await Promise.all(
        masters.map((master) => deriveInstanceKey(master, address.instanceId)),
      );
      return { channel: { kind: "instance", ...address }, secrets };
    });
  },
);

/** `POST /webhooks/waha`: signed with the WAHA server's global key. */
export const receiveFromServer = httpAction(async (ctx: ActionCtx, request) =>
  receive(ctx, request, () => {
    const { globalSecret, previousGlobalSecret } = webhookEnv();
    if (globalSecret === undefined) throw new Error("No global secret.");
    const secrets = [globalSecret, previousGlobalSecret].filter(
      (secret) => secret !== undefined,
    );
    return Promise.resolve({ channel: { kind: "global" }, secrets });
  }),
);

async function findAuthority(
  find: () => Promise<Authority | null>,
): Promise<Authority | "unknown" | "misconfigured"> {
  try {
    return (await find()) ?? "unknown";
  } catch {
    return "misconfigured";
  }
}

async function receive(
  ctx: ActionCtx,
  request: Request,
  find: () => Promise<Authority | null>,
): Promise<Response> {
  const reject = (channel: Channel | null, reason: string) =>
    ctx.runMutation(internal.webhooks.channel.reject, { channel, reason });

  const body = await readBody(request, MAX_BODY_BYTES);
  if (body === "too_large") return TOO_LARGE();
  const authority = await findAuthority(find);
  if (authority === "misconfigured") {
    await reject(null, "misconfigured");
    return MISCONFIGURED();
  }
  if (authority === "unknown") {
    await reject(null, "unknown_token");
    return UNAUTHORIZED();
  }
  const verdict = await verifySignature({
    body,
    signature: request.headers.get("x-webhook-hmac"),
    algorithm: request.headers.get("x-webhook-hmac-algorithm"),
    secrets: authority.secrets,
    allowed: webhookEnv().algorithms,
  });
  if (!verdict.ok) {
    await reject(authority.channel, verdict.reason);
    return UNAUTHORIZED();
  }
  const text = decode(body);
  const json = text === null ? undefined : parseJson(text);
  if (text === null || json === undefined) {
    await reject(authority.channel, "not_json");
    return NOT_JSON();
  }
  return applyOrBury(ctx, authority.channel, parseWahaEvent(json), text);
}

/** What cannot be applied is kept before the gateway is told to come again. */
async function applyOrBury(
  ctx: ActionCtx,
  channel: Channel,
  event: WahaEvent,
  body: string,
): Promise<Response> {
  try {
    const limited = await apply(ctx, channel, event, body);
    return limited === null ? OK() : LIMITED(limited.retryAfterMs);
  } catch (error) {
    await ctx.runMutation(internal.webhooks.channel.bury, {
      channel,
      reason: "apply_failed",
      body,
    });
    throw error;
  }
}

function decode(body: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Limited = { retryAfterMs: number } | null;

async function apply(
  ctx: ActionCtx,
  channel: Channel,
  event: WahaEvent,
  body: string,
): Promise<Limited> {
  switch (event.kind) {
    case "message": {
      const outcome = await ctx.runMutation(internal.messages.inbound.receive, {
        channel,
        session: event.envelope.session,
        message: event.message,
      });
      return typeof outcome === "object" ? outcome : null;
    }
    case "ack":
      await applyAck(ctx, channel, event);
      return null;
    case "session_status":
      await applyStatus(ctx, channel, event);
      return null;
    case "presence":
      await ctx.runMutation(internal.conversations.typing.note, {
        channel,
        session: event.envelope.session,
        chat: {
          chatId: event.presence.chat.chatId,
          phone: event.presence.chat.phone,
          lid: event.presence.chat.lid,
        },
        doing: event.presence.doing,
      });
      return null;
    case "ignored":
      await ctx.runMutation(internal.webhooks.channel.ignore, {
        channel,
        session: event.envelope.session,
      });
      return null;
    case "unreadable":
      return ctx.runMutation(internal.webhooks.channel.bury, {
        channel,
        reason: event.reason,
        body,
      });
  }
}

async function applyStatus(
  ctx: ActionCtx,
  channel: Channel,
  event: Extract<WahaEvent, { kind: "session_status" }>,
): Promise<void> {
  await ctx.runMutation(internal.instances.status.update, {
    channel,
    session: event.envelope.session,
    status: event.status,
    at: event.at,
    accountId: event.envelope.meId,
    restrictedUntil: event.restrictedUntil,
  });
}

async function applyAck(
  ctx: ActionCtx,
  channel: Channel,
  { envelope, ack }: Extract<WahaEvent, { kind: "ack" }>,
): Promise<void> {
  await ctx.runMutation(internal.messages.delivery.acknowledge, {
    channel,
    session: envelope.session,
    ack,
  });
}
