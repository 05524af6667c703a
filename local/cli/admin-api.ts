import { z } from "zod";
import { addressOf } from "../addresses";
import { requireVariable, type Env } from "./environment";
import { Failure, reasonOf } from "./failure";

export type FunctionKind = "query" | "mutation" | "action";

/** Runs internal functions of a Convex deployment, the local or a real one, with its admin key. */
export interface AdminApi {
  readonly url: string;
  run<T>(
    kind: FunctionKind,
    path: string,
    args: Record<string, unknown>,
    returns: z.ZodType<T>,
  ): Promise<T>;
  /** Whether something answers at the address. */
  isUp(): Promise<boolean>;
}

/** No answer came at all; the request may be tried again later. */
export class Unreachable extends Failure {}

const answerSchema = z.union([
  z.object({ status: z.literal("success"), value: z.unknown() }),
  z.object({
    status: z.literal("error"),
    errorMessage: z.string(),
    errorData: z.unknown().optional(),
  }),
  z.object({ code: z.string(), message: z.string() }),
]);

const TIMEOUT_MS = 60_000;

async function post(
  url: string,
  headers: Record<string, string>,
  body: unknown,
): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    throw new Unreachable(
      `Convex does not answer at ${new URL(url).origin}. Is the local cloud running? Start it with \`npm start\`.`,
      { cause: error },
    );
  }
}

function parseAnswer(text: string): z.infer<typeof answerSchema> | null {
  try {
    const parsed = answerSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function valueOf(path: string, status: number, text: string): unknown {
  const answer = parseAnswer(text);
  if (answer === null) {
    throw new Failure(
      `${path} was answered with ${status} and no Convex answer.`,
    );
  }
  if ("code" in answer) {
    throw new Failure(
      `${path} was refused (${answer.code}): ${answer.message}`,
    );
  }
  if (answer.status === "error") {
    const details = z
      .object({ message: z.string() })
      .safeParse(answer.errorData);
    throw new Failure(
      `${path} failed: ${details.success ? details.data.message : answer.errorMessage}`,
    );
  }
  return answer.value;
}

/** A client for the deployment the environment names. Every failure is a `Failure`. */
export function createAdminApi(env: Env): AdminApi {
  let url: string;
  try {
    url = addressOf("convex", env);
  } catch (error) {
    throw new Failure(reasonOf(error));
  }
  const headers = {
    authorization: `Convex ${requireVariable(env, "CONVEX_ADMIN_KEY")}`,
  };
  return {
    url,
    async run(kind, path, args, returns) {
      const { status, text } = await post(`${url}/api/${kind}`, headers, {
        path,
        format: "convex_encoded_json",
        args: [args],
      });
      const value = valueOf(path, status, text);
      const parsed = returns.safeParse(value);
      if (parsed.success) return parsed.data;
      throw new Failure(`${path} returned something unexpected.`);
    },
    async isUp() {
      try {
        const response = await fetch(`${url}/version`, {
          signal: AbortSignal.timeout(5_000),
        });
        await response.body?.cancel();
        return response.ok;
      } catch {
        return false;
      }
    },
  };
}
