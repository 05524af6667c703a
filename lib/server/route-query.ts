import "server-only";
import { auth } from "@clerk/nextjs/server";
import { fetchQuery } from "convex/nextjs";
import { type FunctionReference, type FunctionReturnType } from "convex/server";
import { type ErrorCode, errorCode } from "../error-code";
import { serverEnv } from "./env";
import { type CallerOptions, reportingRefusals } from "./refusals";

type PublicQuery = FunctionReference<"query">;

export type RouteAnswer<T> =
  { ok: true; value: T } | { ok: false; code: ErrorCode };

/**
 * Runs a query as the caller of a JSON route. A refusal is an answer, not a
 * redirect: UNAUTHENTICATED without a live session, else the contract's code.
 */
export async function queryAs<Query extends PublicQuery>(
  query: Query,
  args: Query["_args"],
): Promise<RouteAnswer<FunctionReturnType<Query>>> {
  const options = await callerOptions();
  if (options === null) return { ok: false, code: "UNAUTHENTICATED" };
  try {
    const answer = fetchQuery(query, args, options);
    const value = await reportingRefusals(query, args, options, answer);
    return { ok: true, value };
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    return { ok: false, code };
  }
}

async function callerOptions(): Promise<CallerOptions | null> {
  const { userId, getToken } = await auth();
  if (userId === null) return null;
  // A revoked session still has a valid cookie for up to a minute.
  const token = await getToken({ template: "convex" }).catch(() => null);
  const url = serverEnv().NEXT_PUBLIC_CONVEX_URL;
  return token === null ? null : { token, url };
}
