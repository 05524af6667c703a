import { vi } from "vitest";
import { api } from "../../convex/_generated/api";
import type { Doc, Id } from "../../convex/_generated/dataModel";
import schema from "../../convex/schema";
import type { Person } from "./people";
import type { Backend } from "./product";
import { json, modelAnswer } from "./vendors";

/** Two 32-byte keys as `FIELD_KEYS` has them; the first is the tests' own. */
export const FIELD_KEY = {
  test: "test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
  next: "next:ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8",
} as const;

export const GOOD_KEY = "AIzaSyGood-0123456789-7Q4x";

/** What Google answers to a key it does not know. */
export const invalidKey = () =>
  json(
    {
      error: {
        code: 400,
        message: "API key not valid. Please pass a valid API key.",
        status: "INVALID_ARGUMENT",
        details: [
          {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            reason: "API_KEY_INVALID",
          },
        ],
      },
    },
    400,
  );

/** Answers every model call by its key, and keeps the keys in their order. */
export function watchKeys(
  answer: (key: string) => Response | Promise<Response> = () =>
    modelAnswer("We are open."),
): string[] {
  const seen: string[] = [];
  const next = globalThis.fetch;
  const watch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    if (!request.url.includes(":generateContent")) return next(input, init);
    const key = request.headers.get("x-goog-api-key") ?? "";
    seen.push(key);
    return answer(key);
  };
  vi.stubGlobal("fetch", watch);
  return seen;
}

export const setKey = (person: Person, apiKey = GOOD_KEY) =>
  person.mutation(api.assistant.ownKey.set, { apiKey });

/** A business's key as it is stored. */
export async function storedKey(
  t: Backend,
  tenantId: Id<"tenants">,
): Promise<Doc<"ownModelKeys"> | null> {
  return t.run((ctx) =>
    ctx.db
      .query("ownModelKeys")
      .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
      .unique(),
  );
}

/** The tables, the scheduler's own too, in which a text stands. */
export async function tablesWith(t: Backend, text: string): Promise<string[]> {
  const found: string[] = [];
  await t.run(async (ctx) => {
    for (const table of Object.keys(schema.tables)) {
      const rows = await ctx.db.query(table as "tenants").collect();
      if (JSON.stringify(rows).includes(text)) found.push(table);
    }
    const jobs = await ctx.db.system.query("_scheduled_functions").collect();
    if (JSON.stringify(jobs).includes(text)) found.push("_scheduled_functions");
  });
  return found;
}
