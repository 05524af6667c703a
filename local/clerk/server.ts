import { join } from "node:path";
import { systemClock, wait, type Clock } from "../shared/clock";
import { isLocalCaller } from "../shared/control-guard";
import {
  sendJson,
  startServer,
  type Exchange,
  type RunningServer,
} from "../shared/http";
import { createRouter, refuseUnsupported } from "../shared/router";
import type { Clerk } from "./clerk";
import { createClerkFaults, type clerkFaultSeedSchema } from "./faults";
import { cookieSuffixOf, publishableKeyOf } from "./keys";
import { createMailbox } from "./mail";
import { addBackendRoutes } from "./routes/backend";
import { addClientRoutes } from "./routes/client";
import { addControlRoutes } from "./routes/control";
import { addMeRoutes } from "./routes/me";
import { addPublicRoutes } from "./routes/public";
import { addSessionRoutes } from "./routes/sessions";
import { addSignInRoutes } from "./routes/sign-ins";
import { addSignUpRoutes } from "./routes/sign-ups";
import { openAccounts } from "./store";
import type { z } from "zod";

export interface ClerkOptions {
  port: number;
  secretKey: string;
  /** Where the state is kept; null keeps it in memory. */
  stateDir: string | null;
  clock?: Clock;
  faults?: z.infer<typeof clerkFaultSeedSchema>;
  /** Told about every mailed code. */
  announce?: (line: string) => void;
}

/** clerk-js sends only GET and POST; the real method is in the query. */
function withRealMethod(exchange: Exchange): Exchange {
  const method = exchange.query.get("_method");
  return exchange.method === "POST" && method !== null
    ? { ...exchange, method: method.toUpperCase() }
    : exchange;
}

function createRoutes(clerk: Clerk) {
  const router = createRouter();
  addPublicRoutes(router, clerk);
  addClientRoutes(router, clerk);
  addSessionRoutes(router, clerk);
  addSignInRoutes(router, clerk);
  addSignUpRoutes(router, clerk);
  addMeRoutes(router, clerk);
  addBackendRoutes(router, clerk);
  addControlRoutes(router, clerk);
  return router;
}

/** Whether a fault has answered the call already. */
async function isHit(clerk: Clerk, exchange: Exchange): Promise<boolean> {
  const { method, path, request, response } = exchange;
  const fault = clerk.faults.take(`${method} ${path}`);
  if (fault === null) return false;
  if (fault.kind === "slow") {
    await wait(clerk.clock, fault.ms);
    return false;
  }
  if (fault.kind === "reset") request.socket.destroy();
  else {
    const code = fault.status === 429 ? "too_many_requests" : "internal_error";
    const message = "A fault that was asked for.";
    sendJson(response, fault.status, {
      errors: [{ code, message, long_message: message, meta: {} }],
    });
  }
  return true;
}

function isOwn(path: string): boolean {
  return path === "/" || path.startsWith("/control/");
}

/** Starts the Clerk stand-in. Throws when the key is empty, the port taken, or the state unreadable. */
export async function startClerk(
  options: ClerkOptions,
): Promise<RunningServer> {
  if (options.secretKey.length === 0)
    throw new Error("CLERK_SECRET_KEY is empty.");
  const clock = options.clock ?? systemClock;
  const file =
    options.stateDir === null ? null : join(options.stateDir, "state.json");
  const accounts = await openAccounts(file, clock);
  let answer: (exchange: Exchange) => Promise<void> = async () => undefined;
  const server = await startServer({
    name: "the Clerk stand-in",
    port: options.port,
    handle: (exchange) => answer(exchange),
  });
  const publishableKey = publishableKeyOf(server.url);
  const clerk: Clerk = {
    accounts,
    clock,
    mailbox: createMailbox(clock, options.announce ?? (() => undefined)),
    faults: createClerkFaults(options.faults ?? []),
    secretKey: options.secretKey,
    publishableKey,
    cookieSuffix: cookieSuffixOf(publishableKey),
    tokens: { key: accounts.key, issuer: server.url, clock },
  };
  const router = createRoutes(clerk);
  answer = async (given) => {
    const exchange = withRealMethod(given);
    if (isOwn(exchange.path)) {
      if (!isLocalCaller(exchange.request)) {
        sendJson(exchange.response, 403, {
          message: "Only from this machine.",
        });
        return;
      }
    } else if (await isHit(clerk, exchange)) return;
    if (await router.run(exchange)) return;
    console.error(
      `Clerk: ${exchange.method} ${exchange.path} is not supported.`,
    );
    refuseUnsupported("Clerk", exchange);
  };
  return {
    ...server,
    async close() {
      accounts.saver.flush();
      await server.close();
    },
  };
}
