import { verifyPolarWebhook } from "../../lib/clients/polar-webhook";
import { parseJson } from "../../lib/json";
import { parsePolarEvent } from "../../lib/payments/polar-event";
import { readBody } from "../../lib/webhooks/body";
import { internal } from "../_generated/api";
import type { ActionCtx } from "../_generated/server";
import { paymentsEnv } from "../env";
import { httpAction } from "../functions";

const MAX_BODY_BYTES = 512 * 1024;

function answer(status: number, body: string): Response {
  return new Response(body, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
}

/** `POST /webhooks/polar`: signed by Polar in the way of Standard Webhooks. */
export const receive = httpAction(async (ctx: ActionCtx, request) => {
  const body = await readBody(request, MAX_BODY_BYTES);
  if (body === "too_large") return answer(413, "too large");
  const env = paymentsEnv();
  if (env.state !== "on") return answer(503, "not configured");
  const verdict = verifyPolarWebhook(body, request.headers, env.webhookSecrets);
  if (!verdict.ok) {
    const { reason } = verdict;
    await ctx.runMutation(internal.payments.events.reject, { reason });
    return answer(401, "unauthorized");
  }
  const json = parseJson(verdict.text);
  if (json === undefined) {
    const reason = "not_json";
    await ctx.runMutation(internal.payments.events.reject, { reason });
    return answer(400, "not json");
  }
  const event = parsePolarEvent(json);
  if (event.kind === "ignored") return answer(200, "ok");
  const { eventId } = verdict;
  await ctx.runMutation(internal.payments.events.apply, { eventId, event });
  return answer(200, "ok");
});
