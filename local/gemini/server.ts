import { systemClock, type Clock } from "../shared/clock";
import { isLocalCaller } from "../shared/control-guard";
import {
  sendJson,
  startServer,
  type Exchange,
  type RunningServer,
} from "../shared/http";
import { createRouter, refuseUnsupported } from "../shared/router";
import { addControlRoutes } from "./control";
import { createModelFaults, type ModelFaults } from "./faults";
import { addModelRoutes } from "./routes";
import { apiError } from "./wire";
import type { z } from "zod";
import type { modelFaultSeedSchema } from "./faults";

export interface GeminiOptions {
  port: number;
  /** Only this key is accepted; null accepts any that is not empty. */
  apiKey?: string | null;
  clock?: Clock;
  latencyMs?: number;
  faults?: z.infer<typeof modelFaultSeedSchema>;
}

export interface LoggedRequest {
  at: number;
  model: string;
  method: string;
  body: unknown;
  answer: string | null;
  fault: string | null;
}

/** What the routes share. */
export interface Model {
  clock: Clock;
  faults: ModelFaults;
  latencyMs: number;
  requests: LoggedRequest[];
  requestCount: number;
}

/** A key that begins like this is refused, whatever else is accepted. */
const INVALID_KEY = "invalid-";

function checkKey({ request, query }: Exchange, expected: string | null): void {
  const header = request.headers["x-goog-api-key"];
  const key = typeof header === "string" ? header : (query.get("key") ?? "");
  if (key === "") {
    throw apiError(
      403,
      "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
    );
  }
  const isKnown = expected === null || key === expected;
  if (!isKnown || key.startsWith(INVALID_KEY)) {
    throw apiError(400, "API key not valid. Please pass a valid API key.", [
      {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        reason: "API_KEY_INVALID",
        domain: "googleapis.com",
      },
    ]);
  }
}

/** Starts the Gemini stand-in. */
export async function startGemini(
  options: GeminiOptions,
): Promise<RunningServer> {
  const model: Model = {
    clock: options.clock ?? systemClock,
    faults: createModelFaults(options.faults ?? []),
    latencyMs: options.latencyMs ?? 0,
    requests: [],
    requestCount: 0,
  };
  const router = createRouter();
  addControlRoutes(router, model);
  addModelRoutes(router, model);
  return startServer({
    name: "the Gemini stand-in",
    port: options.port,
    async handle(exchange) {
      const { path, request, response } = exchange;
      if (path === "/" || path.startsWith("/control/")) {
        if (!isLocalCaller(request)) {
          sendJson(response, 403, { message: "Only from this machine." });
          return;
        }
      } else {
        checkKey(exchange, options.apiKey ?? null);
      }
      if (!(await router.run(exchange))) refuseUnsupported("Gemini", exchange);
    },
  });
}
