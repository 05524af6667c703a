import { createHash } from "node:crypto";

import { RedisError, type Engine, type Reply } from "./engine";

/**
 * `@upstash/ratelimit` opens its scripts with this line, which Redis 7.0 and
 * the in-memory engine refuse. The script runs without it, and keeps the
 * SHA-1 of its original text.
 */
const SHEBANG = /^#!lua[^\n]*\n/;

const MAX_SCRIPTS = 1_000;

export interface Scripts {
  /** Runs EVAL, EVALSHA and SCRIPT; null for every other command. */
  run(command: string, args: readonly string[]): Promise<Reply> | null;
}

export function createScripts(engine: Engine): Scripts {
  const bySha = new Map<string, string>();
  const load = (script: string): string => {
    const sha = createHash("sha1").update(script).digest("hex");
    if (bySha.size >= MAX_SCRIPTS) bySha.clear();
    bySha.set(sha, script);
    return sha;
  };
  const evaluate = (script: string, args: readonly string[]): Promise<Reply> =>
    engine.run("eval", [script.replace(SHEBANG, ""), ...args]);

  const runScript = async (args: readonly string[]): Promise<Reply> => {
    const [subcommand = "", ...rest] = args;
    switch (subcommand.toLowerCase()) {
      case "load":
        return load(rest[0] ?? "");
      case "exists":
        return rest.map((sha) => (bySha.has(sha) ? 1 : 0));
      case "flush":
        bySha.clear();
        return "OK";
      default:
        throw new RedisError(`ERR unknown subcommand '${subcommand}'`);
    }
  };
  const runSha = async (args: readonly string[]): Promise<Reply> => {
    const [sha = "", ...rest] = args;
    const script = bySha.get(sha.toLowerCase());
    if (script === undefined) {
      throw new RedisError("NOSCRIPT No matching script. Please use EVAL.");
    }
    return evaluate(script, rest);
  };

  return {
    run(command, args) {
      switch (command) {
        case "script":
          return runScript(args);
        case "eval":
        case "eval_ro": {
          const [script = "", ...rest] = args;
          load(script);
          return evaluate(script, rest);
        }
        case "evalsha":
        case "evalsha_ro":
          return runSha(args);
        default:
          return null;
      }
    },
  };
}
