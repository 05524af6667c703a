import { randomUUID } from "node:crypto";

import { Redis } from "ioredis";
import RedisMock from "ioredis-mock";

import { isRecord } from "../shared/json";
import {
  arityError,
  correctArguments,
  isCounting,
  isInteger,
} from "./corrections";

/** A reply of the Redis protocol. */
export type Reply = string | number | null | Reply[];

export class RedisError extends Error {}

export interface Engine {
  /** Runs one command; throws RedisError with Redis's own text. */
  run(command: string, args: readonly string[]): Promise<Reply>;
  close(): void;
}

/** Commands that hold a connection or reach beyond the data. */
const REFUSED = new Set([
  "subscribe",
  "psubscribe",
  "ssubscribe",
  "unsubscribe",
  "monitor",
  "blpop",
  "brpop",
  "blmove",
  "bzpopmin",
  "bzpopmax",
  "wait",
  "select",
  "auth",
  "client",
  "config",
  "debug",
  "shutdown",
  "multi",
  "exec",
  "watch",
  "call",
  "quit",
  "disconnect",
  "connect",
  "duplicate",
  "createbuiltincommand",
]);

function toReply(value: unknown): Reply {
  if (value === null || value === undefined) return null;
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "string") return value;
  if (Buffer.isBuffer(value)) return value.toString("utf8");
  if (Array.isArray(value)) return value.map(toReply);
  if (isRecord(value)) {
    return Object.entries(value).flatMap(([key, item]) => [key, toReply(item)]);
  }
  throw new RedisError("ERR reply of an unknown type");
}

async function asRedisError<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof RedisError) throw error;
    throw new RedisError(error instanceof Error ? error.message : "ERR");
  }
}

function checkAllowed(command: string): void {
  if (REFUSED.has(command)) {
    throw new RedisError(
      `ERR Command is not available: '${command.toUpperCase()}'`,
    );
  }
}

/** In memory, empty at every start. */
export function createMemoryEngine(): Engine {
  // Instances with one host share their data; each engine has its own.
  const redis = new RedisMock({ host: randomUUID() });
  const methods = redis as unknown as Record<
    string,
    ((...args: string[]) => Promise<unknown>) | undefined
  >;
  return {
    run: (command, args) =>
      asRedisError(async () => {
        checkAllowed(command);
        const isCommand = /^[a-z]+$/.test(command);
        const method = isCommand ? methods[command] : undefined;
        if (typeof method !== "function") {
          throw new RedisError(`ERR unknown command '${command}'`);
        }
        const arity = arityError(command, args);
        if (arity !== null) throw new RedisError(arity);
        if (isCounting(command) && !isInteger(await redis.get(args[0] ?? ""))) {
          throw new RedisError("ERR value is not an integer or out of range");
        }
        const corrected = correctArguments(command, args);
        return toReply(await method.apply(redis, corrected));
      }),
    close() {
      redis.disconnect();
    },
  };
}

/** A real Redis server. */
export function createRedisEngine(url: string): Engine {
  const redis = new Redis(url, { maxRetriesPerRequest: 1 });
  redis.on("error", (error: Error) => {
    console.error(`Redis behind the Upstash stand-in: ${error.message}`);
  });
  return {
    run: (command, args) =>
      asRedisError(async () => {
        checkAllowed(command);
        return toReply(await redis.call(command, ...args));
      }),
    close() {
      redis.disconnect();
    },
  };
}
