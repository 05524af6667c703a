import { EVENT_NAMES, webhookSchema, type WebhookConfig } from "./model";

function headersFrom(text: string | undefined) {
  if (text === undefined || text === "") return null;
  return text.split(";").map((pair) => {
    const parts = pair.split(":");
    const [name, value] = parts;
    if (name === undefined || value === undefined || parts.length > 2) {
      throw new Error(`WAHA_HOOK_CUSTOM_HEADERS: "${pair}" is not NAME:VALUE.`);
    }
    return { name, value };
  });
}

/**
 * The webhook of all sessions from `WAHA_HOOK_*`, the counterpart of WAHA's
 * `WHATSAPP_HOOK_*`. Both URL and EVENTS are needed, else there is none.
 */
export function globalHookFrom(
  env: Readonly<Record<string, string | undefined>>,
): WebhookConfig | null {
  const url = env["WAHA_HOOK_URL"] ?? "";
  const events = env["WAHA_HOOK_EVENTS"] ?? "";
  if (url === "" || events === "") return null;
  const parsed = webhookSchema.safeParse({
    url,
    events: events.split(",").map((event) => event.trim()),
    hmac: { key: env["WAHA_HOOK_HMAC_KEY"] },
    retries: {
      policy: env["WAHA_HOOK_RETRIES_POLICY"],
      delaySeconds: numberOf(env["WAHA_HOOK_RETRIES_DELAY_SECONDS"]),
      attempts: numberOf(env["WAHA_HOOK_RETRIES_ATTEMPTS"]),
    },
    customHeaders: headersFrom(env["WAHA_HOOK_CUSTOM_HEADERS"]),
  });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(
      `WAHA_HOOK_*: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""} (events: ${EVENT_NAMES.join(", ")}, *).`,
    );
  }
  return parsed.data;
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined || text === "" ? undefined : Number(text);
}
