import {
  type AnswerTask,
  composeAnswer,
  type ComposeResult,
} from "../../lib/assistant/compose";
import { createGeminiClient } from "../../lib/clients/gemini";
import { geminiEnv } from "../env";

/** Asks the deployment's models; for actions only. */
export async function compose(task: AnswerTask): Promise<ComposeResult> {
  const { apiKey, baseUrl, timeoutMs } = geminiEnv();
  const gemini = createGeminiClient({
    apiKey,
    timeoutMs,
    ...(baseUrl === undefined ? {} : { baseUrl }),
  });
  return composeAnswer(task, {
    generate: (request) => gemini.generate(request),
    now: () => Date.now(),
    canary: crypto.randomUUID(),
  });
}
