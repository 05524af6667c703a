import { z } from "zod";

import { sendEmpty, sendJson, type Exchange } from "../../shared/http";
import type { Router } from "../../shared/router";
import { notFound } from "../errors";
import { parseOr400, readJson } from "../request";

const TIMEOUT_MS = 3_000;

const faultSchema = z.object({
  kind: z.string().min(1).max(40),
  ms: z.number().min(0).max(600_000).optional(),
});

/**
 * Passes the phone's model faults on to the model's stand-in, which admits no
 * page of another address. Without one there is nothing to list or to arm.
 */
export function addModelFaultRoutes(
  router: Router,
  modelUrl: string | null,
): void {
  const pass = async (
    exchange: Exchange,
    method: "GET" | "POST" | "DELETE",
    body?: unknown,
  ): Promise<void> => {
    if (modelUrl === null) throw notFound("The model is not simulated.");
    const answer = await fetch(`${modelUrl}/control/faults`, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (text === "") sendEmpty(exchange.response, 204);
    else sendJson(exchange.response, answer.status, JSON.parse(text));
  };
  router.on("GET", "/control/model/faults", async (exchange) => {
    // The phone asks to learn whether there is one; an error would be noise.
    if (modelUrl === null) sendJson(exchange.response, 200, { faults: null });
    else await pass(exchange, "GET");
  });
  router.on("POST", "/control/model/faults", async (exchange) =>
    pass(exchange, "POST", parseOr400(faultSchema, await readJson(exchange))),
  );
  router.on("DELETE", "/control/model/faults", (exchange) =>
    pass(exchange, "DELETE"),
  );
}
