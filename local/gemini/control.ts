import { z } from "zod";

import { readBody, sendEmpty, sendJson, type Exchange } from "../shared/http";
import type { Router } from "../shared/router";
import { modelFaultSchema } from "./faults";
import type { Model } from "./server";

const MAX_CONTROL_BYTES = 64 * 1024;

async function readControl<T>(
  exchange: Exchange,
  schema: z.ZodType<T>,
): Promise<T | null> {
  const bytes = await readBody(exchange.request, MAX_CONTROL_BYTES);
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8"));
  } catch {
    value = null;
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  sendJson(exchange.response, 400, { message: parsed.error.issues });
  return null;
}

/** The stand-in's own API: faults, latency, and what the model saw. */
export function addControlRoutes(router: Router, model: Model): void {
  router.on("GET", "/", ({ response }) => {
    sendJson(response, 200, {
      service: "gemini stand-in",
      requests: model.requestCount,
      latencyMs: model.latencyMs,
      faults: model.faults.list(),
    });
  });
  router.on("GET", "/control/faults", ({ response }) => {
    sendJson(response, 200, { faults: model.faults.list() });
  });
  router.on("POST", "/control/faults", async (exchange) => {
    const fault = await readControl(exchange, modelFaultSchema);
    if (fault !== null) {
      sendJson(exchange.response, 200, model.faults.add(fault));
    }
  });
  router.on("DELETE", "/control/faults", ({ response }) => {
    model.faults.clear();
    sendEmpty(response, 204);
  });
  router.on("GET", "/control/latency", ({ response }) => {
    sendJson(response, 200, { ms: model.latencyMs });
  });
  router.on("PUT", "/control/latency", async (exchange) => {
    const schema = z.object({ ms: z.number().min(0).max(600_000) });
    const input = await readControl(exchange, schema);
    if (input === null) return;
    model.latencyMs = input.ms;
    sendJson(exchange.response, 200, input);
  });
  router.on("GET", "/control/requests", ({ response, query }) => {
    const limit = Number(query.get("limit") ?? 50);
    sendJson(response, 200, {
      count: model.requestCount,
      requests: model.requests.slice(-limit).reverse(),
    });
  });
  router.on("DELETE", "/control/requests", ({ response }) => {
    model.requests.splice(0);
    model.requestCount = 0;
    sendEmpty(response, 204);
  });
}
