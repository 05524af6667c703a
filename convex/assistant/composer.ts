import type { Infer } from "convex/values";
import {
  type AnswerTask,
  composeAnswer,
  type ComposeResult,
  type ModelOutcome,
} from "../../lib/assistant/compose";
import {
  createGeminiClient,
  type GeminiRequest,
} from "../../lib/clients/gemini";
import { openField } from "../../lib/crypto/field-cipher";
import { fieldKeysEnv, geminiEnv } from "../env";
import { placeOf } from "./ownKeyModel";
import type { ownKeyTaken, ownKeyUsed } from "./ownKeySchema";

type Taken = Infer<typeof ownKeyTaken>;

type Composed = ComposeResult & {
  run: { ownKey?: boolean };
  ownKey?: Infer<typeof ownKeyUsed>;
};

type Generate = (request: GeminiRequest) => Promise<ModelOutcome>;

/**
 * Asks the deployment's models, with the business's own key where it has one;
 * for actions only. A key of its own that cannot be used ends the turn: the
 * service's never stands in for it.
 */
export async function compose({
  task,
  ownKey,
}: {
  task: AnswerTask;
  ownKey: Taken | null;
}): Promise<Composed> {
  const composed = await composeAnswer(task, {
    generate: generateWith(ownKey),
    now: () => Date.now(),
    canary: crypto.randomUUID(),
  });
  if (ownKey === null) return composed;
  const { id, isCalm } = ownKey;
  return {
    ...composed,
    run: { ...composed.run, ownKey: true },
    ownKey: { id, isCalm },
  };
}

/** What one short question comes to with this key: `ok` or the failure. */
export async function askShortly(ownKey: Taken): Promise<string> {
  const outcome = await generateWith(ownKey)({
    model: geminiEnv().model,
    system: "Answer with the word OK and nothing else.",
    contents: [{ role: "user", text: "Hello" }],
    maxOutputTokens: 16,
    temperature: 0,
  });
  return outcome.ok ? "ok" : outcome.reason;
}

function generateWith(ownKey: Taken | null): Generate {
  const { baseUrl, timeoutMs, apiKey: serviceKey } = geminiEnv();
  const usable = ownKey === null ? serviceKey : openKey(ownKey);
  if (usable === null) {
    return () =>
      Promise.resolve({
        ok: false,
        retryable: false,
        reason: "key_unreadable",
      });
  }
  const gemini = createGeminiClient({
    apiKey: usable,
    timeoutMs,
    ...(baseUrl === undefined ? {} : { baseUrl }),
  });
  return (request) => gemini.generate(request);
}

function openKey({ tenantId, envelope }: Taken): string | null {
  const keys = fieldKeysEnv();
  if (keys.state !== "on") return null;
  const opened = openField(keys.ring, placeOf(tenantId), envelope);
  return opened.ok ? opened.text : null;
}
