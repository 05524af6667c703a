import { z } from "zod";
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

/** Key under which addresses are hashed before they enter the audit trail. */
export const auditEnv = environment(
  "audit",
  z.object({ hashSecret: secret }),
  () => ({ hashSecret: process.env.AUDIT_HASH_SECRET }),
);
