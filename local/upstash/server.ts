import { createHash, timingSafeEqual } from "node:crypto";

import {
  readBody,
  sendJson,
  startServer,
  type Exchange,
  type RunningServer,
} from "../shared/http";
import { createRouter, refuseUnsupported } from "../shared/router";
import {
  createMemoryEngine,
  createRedisEngine,
  RedisError,
  type Reply,
} from "./engine";
import { createScripts } from "./scripts";

export interface UpstashOptions {
  port: number;
  token: string;
  /** A real Redis behind the REST API; null keeps everything in memory. */
  redisUrl?: string | null;
}

const MAX_BODY_BYTES = 1024 * 1024;

type Outcome = { result: Reply } | { error: string };

class BadCommand extends Error {}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function isAuthorised({ request }: Exchange, token: string): boolean {
  const header = request.headers.authorization ?? "";
  const sent = /^Bearer (.+)$/i.exec(header)?.[1];
  return sent !== undefined && timingSafeEqual(digest(sent), digest(token));
}

/** Strings in base64, except "OK", which Upstash leaves as it is. */
function encodeReply(reply: Reply): Reply {
  if (Array.isArray(reply)) return reply.map(encodeReply);
  if (typeof reply !== "string" || reply === "OK") return reply;
  return Buffer.from(reply).toString("base64");
}

function parseCommand(value: unknown): [string, ...string[]] {
  if (!Array.isArray(value) || value.length === 0) {
    throw new BadCommand("ERR failed to parse command");
  }
  const parts = (value as unknown[]).map((part) => {
    if (typeof part === "string") return part;
    if (typeof part === "number" || typeof part === "boolean") {
      return String(part);
    }
    return JSON.stringify(part);
  });
  const [command = "", ...args] = parts;
  return [command.toLowerCase(), ...args];
}

async function readJson(exchange: Exchange): Promise<unknown> {
  const bytes = await readBody(exchange.request, MAX_BODY_BYTES);
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new BadCommand("ERR failed to parse request body");
  }
}

function createRunner(redisUrl: string | null) {
  const engine =
    redisUrl === null ? createMemoryEngine() : createRedisEngine(redisUrl);
  const scripts = createScripts(engine);
  const run = async (
    [command, ...args]: [string, ...string[]],
    encoded: boolean,
  ): Promise<Outcome> => {
    try {
      const reply = await (scripts.run(command, args) ??
        engine.run(command, args));
      return { result: encoded ? encodeReply(reply) : reply };
    } catch (error) {
      if (error instanceof RedisError) return { error: error.message };
      throw error;
    }
  };
  let queue: Promise<unknown> = Promise.resolve();
  return {
    run,
    /** One after the other, with no other transaction in between. */
    transaction(commands: [string, ...string[]][], encoded: boolean) {
      const all = queue.then(async () => {
        const outcomes: Outcome[] = [];
        for (const command of commands) {
          outcomes.push(await run(command, encoded));
        }
        return outcomes;
      });
      queue = all.catch(() => undefined);
      return all;
    },
    close: () => {
      engine.close();
    },
  };
}

/** Starts the Upstash stand-in. Throws when the token is empty or the port taken. */
export async function startUpstash(
  options: UpstashOptions,
): Promise<RunningServer> {
  if (options.token.length === 0) {
    throw new Error("UPSTASH_REDIS_REST_TOKEN is empty.");
  }
  const runner = createRunner(options.redisUrl ?? null);
  const isEncoded = ({ request }: Exchange): boolean =>
    request.headers["upstash-encoding"] === "base64";
  const router = createRouter();
  router.on("POST", "/", async (exchange) => {
    const command = parseCommand(await readJson(exchange));
    const outcome = await runner.run(command, isEncoded(exchange));
    sendJson(exchange.response, "error" in outcome ? 400 : 200, outcome);
  });
  for (const path of ["/pipeline", "/multi-exec"]) {
    router.on("POST", path, async (exchange) => {
      const body = await readJson(exchange);
      if (!Array.isArray(body)) {
        throw new BadCommand("ERR failed to parse pipeline");
      }
      const commands = (body as unknown[]).map(parseCommand);
      const encoded = isEncoded(exchange);
      sendJson(
        exchange.response,
        200,
        await runner.transaction(commands, encoded),
      );
    });
  }
  const server = await startServer({
    name: "the Upstash stand-in",
    port: options.port,
    async handle(exchange) {
      if (!isAuthorised(exchange, options.token)) {
        sendJson(exchange.response, 401, { error: "Unauthorized" });
        return;
      }
      try {
        if (!(await router.run(exchange))) {
          refuseUnsupported("Upstash", exchange);
        }
      } catch (error) {
        if (!(error instanceof BadCommand)) throw error;
        sendJson(exchange.response, 400, { error: error.message });
      }
    },
  });
  return {
    ...server,
    async close() {
      runner.close();
      await server.close();
    },
  };
}
