import { join } from "node:path";

import { systemClock, type Clock } from "../shared/clock";
import { isLocalCaller } from "../shared/control-guard";
import {
  sendBytes,
  sendJson,
  startServer,
  type Exchange,
  type RunningServer,
} from "../shared/http";
import { createRouter, refuseUnsupported } from "../shared/router";
import { addApiRoutes } from "./api";
import { addCheckoutPages, addControlRoutes } from "./control";
import { openDesk, type Desk } from "./desk";
import { polarError } from "./errors";
import { createPolarFaults, type PolarFault, type PolarFaults } from "./faults";
import type { Product } from "./model";
import type { Endpoint } from "./sender";

export interface PolarOptions {
  port: number;
  /** Only this token is accepted; null accepts any that is not empty. */
  accessToken: string | null;
  products: readonly Product[];
  /** Where webhooks go; null sends none. */
  endpoint: Endpoint | null;
  /** Null keeps nothing. */
  stateDir: string | null;
  clock?: Clock;
  faults?: readonly PolarFault[];
}

function checkToken({ request }: Exchange, expected: string | null): void {
  const header = request.headers.authorization ?? "";
  const token = /^Bearer (\S+)$/.exec(header)?.[1];
  if (token === undefined || (expected !== null && token !== expected)) {
    throw polarError(401, "invalid_token", "The access token is not valid.");
  }
}

/** Plays what was asked for instead of the answer; true when the exchange is over. */
function playFault(
  faults: PolarFaults,
  { request, response, path }: Exchange,
  desk: Desk,
): boolean {
  switch (faults.take()) {
    case null:
      return false;
    case "timeout":
      return true;
    case "reset":
      request.socket.destroy();
      return true;
    case "unavailable":
      sendJson(response, 503, { error: "ServiceUnavailable", detail: path });
      return true;
    case "rate_limited":
      sendJson(
        response,
        429,
        { error: "RateLimited", detail: "Too many requests." },
        { "Retry-After": "5" },
      );
      return true;
    case "garbage":
      sendBytes(response, 201, "application/json", '{"id":');
      return true;
    case "price_changed":
      for (const product of desk.products.values()) product.amount += 100;
      return false;
  }
}

/** Starts the Polar stand-in. Throws when the port is taken or the state unreadable. */
export async function startPolar(
  options: PolarOptions,
): Promise<RunningServer> {
  const desk = openDesk({
    file:
      options.stateDir === null ? null : join(options.stateDir, "state.json"),
    clock: options.clock ?? systemClock,
    products: options.products.map((product) => ({ ...product })),
    endpoint: options.endpoint,
  });
  const faults = createPolarFaults(options.faults ?? []);
  const router = createRouter();
  let origin = "";
  addApiRoutes(router, desk, () => origin);
  addCheckoutPages(router, desk);
  addControlRoutes(router, desk, faults);
  const server = await startServer({
    name: "the Polar stand-in",
    port: options.port,
    async handle(exchange) {
      if (exchange.path.startsWith("/v1/")) {
        checkToken(exchange, options.accessToken);
        if (playFault(faults, exchange, desk)) return;
      } else if (!isLocalCaller(exchange.request)) {
        sendJson(exchange.response, 403, {
          message: "Only from this machine.",
        });
        return;
      }
      if (!(await router.run(exchange))) refuseUnsupported("Polar", exchange);
    },
  });
  origin = server.url;
  return {
    ...server,
    async close() {
      desk.close();
      await server.close();
    },
  };
}
