import "server-only";
import { createDailyCounter } from "../clients/upstash";
import { serverEnv } from "./env";
import { log } from "./log";

const KEEP_DAYS = 31;

/** Adds to today's number of page policy violations, which `npm run doctor` shows. */
export async function countCspViolations(count: number): Promise<void> {
  const env = serverEnv();
  const counter = createDailyCounter({
    url: env.UPSTASH_REDIS_REST_URL,
    token: env.UPSTASH_REDIS_REST_TOKEN,
    name: "csp",
    keepDays: KEEP_DAYS,
  });
  const day = new Date().toISOString().slice(0, 10);
  if (!(await counter.add(day, count))) {
    log("warn", "page policy reports are not counted: Redis does not answer");
  }
}
