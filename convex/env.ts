import { z } from "zod";
import { type KeyringState, parseKeyring } from "../lib/crypto/keyring";
import { parsePacks } from "../lib/payments/packs";
import {
  formatWebhookAddress,
  type WebhookAddress,
} from "../lib/webhooks/address";
import { parseSignatureAlgorithms } from "../lib/webhooks/signature";

const secret = z.string().min(16);

const webhookSchema = z.object({
  masterSecret: secret,
  previousMasterSecret: secret.optional(),
  globalSecret: secret.optional(),
  previousGlobalSecret: secret.optional(),
  algorithms: z
    .string()
    .optional()
    .transform((text) => parseSignatureAlgorithms(text)),
});

const wahaSchema = z.object({
  baseUrl: z.url(),
  apiKey: z.string().min(1),
  allowInsecure: z
    .enum(["true", "false"])
    .default("false")
    .transform((text) => text === "true"),
});

const geminiSchema = z.object({
  baseUrl: z.url().optional(),
  apiKey: z.string().min(1),
  model: z.string().min(1).default("gemini-2.5-flash"),
  fallbackModel: z.string().min(1).default("gemini-2.5-flash-lite"),
  timeoutMs: z.coerce.number().int().min(100).max(120_000).default(20_000),
});

function unlessEmpty(value: string | undefined): string | undefined {
  return value === "" ? undefined : value;
}

type Source = Record<string, string | undefined>;

/** Parses again only when the environment has changed, so that a rotated secret counts at once. */
function environment<T>(
  name: string,
  schema: z.ZodType<T>,
  read: () => Source,
): () => T {
  let last: { key: string; value: T } | null = null;
  return () => {
    const source = read();
    const key = JSON.stringify(source);
    if (last?.key === key) return last.value;
    const result = schema.safeParse(source);
    if (!result.success) {
      const fields = result.error.issues.map((issue) => issue.path.join("."));
      throw new Error(
        `The ${name} environment is incomplete: ${fields.join(", ")}.`,
      );
    }
    last = { key, value: result.data };
    return last.value;
  };
}

/** Secrets and algorithms of the webhook; throws when the master secret is missing. */
export const webhookEnv = environment("webhook", webhookSchema, () => ({
  masterSecret: process.env.WEBHOOK_MASTER_SECRET,
  previousMasterSecret: unlessEmpty(process.env.WEBHOOK_MASTER_SECRET_PREVIOUS),
  globalSecret: unlessEmpty(process.env.WAHA_WEBHOOK_SECRET),
  previousGlobalSecret: unlessEmpty(process.env.WAHA_WEBHOOK_SECRET_PREVIOUS),
  algorithms: unlessEmpty(process.env.WAHA_WEBHOOK_ALGORITHMS),
}));

/** Address and key of the WAHA server. */
export const wahaEnv = environment("WAHA", wahaSchema, () => ({
  baseUrl: process.env.WAHA_BASE_URL,
  apiKey: process.env.WAHA_API_KEY,
  allowInsecure: unlessEmpty(process.env.WAHA_ALLOW_PRIVATE_HTTP),
}));

/** Address, key and models of Gemini. */
export const geminiEnv = environment("Gemini", geminiSchema, () => ({
  baseUrl: unlessEmpty(process.env.GEMINI_BASE_URL),
  apiKey: process.env.GEMINI_API_KEY,
  model: unlessEmpty(process.env.GEMINI_MODEL),
  fallbackModel: unlessEmpty(process.env.GEMINI_FALLBACK_MODEL),
  timeoutMs: unlessEmpty(process.env.GEMINI_TIMEOUT_MS),
}));

const siteEnv = environment("site", z.object({ url: z.url() }), () => ({
  url:
    unlessEmpty(process.env.WEBHOOK_PUBLIC_URL) ?? process.env.CONVEX_SITE_URL,
}));

/** Where WAHA posts an instance's events. */
export function webhookUrl(address: WebhookAddress): string {
  return `${siteEnv().url}/webhooks/waha/${formatWebhookAddress(address)}`;
}

/** What a person's first business is given. */
export const signupEnv = environment(
  "sign-up",
  z.object({
    credits: z.coerce.number().int().min(0).max(10_000).default(100),
  }),
  () => ({ credits: unlessEmpty(process.env.SIGNUP_CREDITS) }),
);

/** How many messages a minute one number's webhook takes in. */
export const webhookLimitEnv = environment(
  "webhook limit",
  z.object({
    perMinute: z.coerce.number().int().min(1).max(1_000_000).default(300),
  }),
  () => ({ perMinute: unlessEmpty(process.env.WEBHOOK_LIMIT_PER_MINUTE) }),
);

/** Who becomes the first operator at their first look at the console, by verified e-mail address. */
export const operatorEnv = environment(
  "operator",
  z.object({ firstEmail: z.email().toLowerCase().optional() }),
  () => ({ firstEmail: unlessEmpty(process.env.FIRST_OPERATOR_EMAIL) }),
);

/** Who signs the tokens of people; the first half of their subject. */
export const issuerEnv = environment(
  "issuer",
  z.object({ issuer: z.url() }),
  () => ({ issuer: process.env.CLERK_JWT_ISSUER_DOMAIN }),
);

/** Key under which addresses are hashed before they enter the audit trail. */
export const auditEnv = environment(
  "audit",
  z.object({ hashSecret: secret }),
  () => ({ hashSecret: process.env.AUDIT_HASH_SECRET }),
);

let lastRing: { text: string; state: KeyringState } | null = null;

/** The keys of encrypted fields: off until they are set; read again only when they have changed. */
export function fieldKeysEnv(): KeyringState {
  const text = process.env.FIELD_KEYS ?? "";
  if (lastRing?.text !== text) lastRing = { text, state: parseKeyring(text) };
  return lastRing.state;
}

const paymentsSchema = z.object({
  POLAR_ACCESS_TOKEN: z.string().min(1),
  POLAR_WEBHOOK_SECRET: secret,
  POLAR_WEBHOOK_SECRET_PREVIOUS: secret.optional(),
  POLAR_PACKS: z.string().transform((text, context) => {
    try {
      return parsePacks(text);
    } catch {
      context.addIssue({ code: "custom", message: "no packs" });
      return z.NEVER;
    }
  }),
  POLAR_BASE_URL: z.url().default("https://api.polar.sh"),
  APP_ORIGINS: z
    .string()
    .default("")
    .transform((text) =>
      text
        .split(",")
        .map((origin) => origin.trim())
        .filter((origin) => origin !== ""),
    ),
});

export type PaymentsEnv =
  | { state: "off" }
  | { state: "incomplete"; names: string[] }
  | {
      state: "on";
      accessToken: string;
      baseUrl: string;
      /** Accepted signatures: the current secret, then the one before it. */
      webhookSecrets: string[];
      packs: z.infer<typeof paymentsSchema>["POLAR_PACKS"];
      /** Where a checkout may send its buyer back to. */
      origins: string[];
    };

/** Payments are off until their variables are set, and say which of them are wrong when only some are. */
export function paymentsEnv(): PaymentsEnv {
  const source = {
    POLAR_ACCESS_TOKEN: unlessEmpty(process.env.POLAR_ACCESS_TOKEN),
    POLAR_WEBHOOK_SECRET: unlessEmpty(process.env.POLAR_WEBHOOK_SECRET),
    POLAR_PACKS: unlessEmpty(process.env.POLAR_PACKS),
  };
  if (Object.values(source).every((value) => value === undefined)) {
    return { state: "off" };
  }
  const parsed = paymentsSchema.safeParse({
    ...source,
    POLAR_WEBHOOK_SECRET_PREVIOUS: unlessEmpty(
      process.env.POLAR_WEBHOOK_SECRET_PREVIOUS,
    ),
    POLAR_BASE_URL: unlessEmpty(process.env.POLAR_BASE_URL),
    APP_ORIGINS: unlessEmpty(process.env.APP_ORIGINS),
  });
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => issue.path.join("."));
    return { state: "incomplete", names: [...new Set(names)] };
  }
  const env = parsed.data;
  return {
    state: "on",
    accessToken: env.POLAR_ACCESS_TOKEN,
    baseUrl: env.POLAR_BASE_URL,
    webhookSecrets: [
      env.POLAR_WEBHOOK_SECRET,
      env.POLAR_WEBHOOK_SECRET_PREVIOUS,
    ].filter((value) => value !== undefined),
    packs: env.POLAR_PACKS,
    origins: env.APP_ORIGINS,
  };
}
