import { createHash, timingSafeEqual } from "node:crypto";
import { join } from "node:path";

import { systemClock, type Clock } from "../shared/clock";
import { isLocalCaller } from "../shared/control-guard";
import {
  sendJson,
  startServer,
  type Exchange,
  type RunningServer,
} from "../shared/http";
import { createRouter, refuseUnsupported } from "../shared/router";
import { unauthorized } from "./errors";
import { faultSeedSchema, type FaultSeed } from "./faults";
import { createGateway, type AckSettings } from "./gateway";
import type { WebhookConfig } from "./model";
import { addChatRoutes } from "./routes/chats";
import { addControlRoutes } from "./routes/control";
import { addModelFaultRoutes } from "./routes/model-faults";
import { addPairingRoutes } from "./routes/pairing";
import { addPhoneRoutes } from "./routes/phone";
import { addPresenceRoutes } from "./routes/presence";
import { addSendRoutes } from "./routes/send";
import { addServerRoutes } from "./routes/server";
import { addSessionRoutes } from "./routes/sessions";

export interface WahaOptions {
  port: number;
  apiKey: string;
  /** Where the state is kept; null keeps it in memory. */
  stateDir: string | null;
  clock?: Clock;
  /** How long a session takes to change its status. */
  paceMs?: number;
  statusWaitMs?: number;
  acks?: AckSettings;
  faults?: FaultSeed;
  /** The webhook of all sessions, as WHATSAPP_HOOK_URL configures it. */
  globalHook?: WebhookConfig | null;
  /** The model's stand-in, for the phone's fault buttons; null when the model is real. */
  modelUrl?: string | null;
}

const DEFAULT_ACKS: AckSettings = { serverMs: 30, deviceMs: 90, readMs: 400 };

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** Starts the WAHA stand-in. Throws when the key is empty, the port taken, or the state unreadable. */
export async function startWaha(options: WahaOptions): Promise<RunningServer> {
  if (options.apiKey.length === 0) throw new Error("WAHA_API_KEY is empty.");
  const gateway = createGateway({
    clock: options.clock ?? systemClock,
    stateFile:
      options.stateDir === null ? null : join(options.stateDir, "state.json"),
    paceMs: options.paceMs ?? 150,
    statusWaitMs: options.statusWaitMs ?? 10_000,
    acks: { ...(options.acks ?? DEFAULT_ACKS) },
    faultSeed: options.faults ?? faultSeedSchema.parse({}),
    globalHook: options.globalHook ?? null,
  });
  const router = createRouter();
  addServerRoutes(router, gateway);
  addSendRoutes(router, gateway);
  addPresenceRoutes(router, gateway);
  addSessionRoutes(router, gateway);
  addPairingRoutes(router, gateway);
  addChatRoutes(router, gateway);
  addControlRoutes(router, gateway);
  addModelFaultRoutes(router, options.modelUrl ?? null);
  addPhoneRoutes(router, gateway);

  const expectedKey = digest(options.apiKey);
  const isOwnPage = (path: string): boolean =>
    path === "/" || /^\/(control|phone)(\/|$)/.test(path);
  const admit = ({ request, path, response }: Exchange): boolean => {
    if (path === "/ping") return true;
    if (isOwnPage(path)) {
      if (isLocalCaller(request)) return true;
      sendJson(response, 403, { message: "Only from this machine." });
      return false;
    }
    const key = request.headers["x-api-key"];
    const isKnown =
      typeof key === "string" && timingSafeEqual(digest(key), expectedKey);
    if (!isKnown) throw unauthorized();
    return true;
  };

  const server = await startServer({
    name: "the WAHA stand-in",
    port: options.port,
    async handle(exchange) {
      if (!admit(exchange)) return;
      if (!(await router.run(exchange))) refuseUnsupported("WAHA", exchange);
    },
  });
  gateway.baseUrl = server.url;
  return {
    ...server,
    async close() {
      gateway.close();
      await server.close();
    },
  };
}
