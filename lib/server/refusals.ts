import "server-only";
import { fetchMutation } from "convex/nextjs";
import { type FunctionReference, getFunctionName } from "convex/server";
import { api } from "../../convex/_generated/api";
import { isConvexId } from "../convex-id";
import { errorCode, errorDetail } from "../error-code";
import { isNeeded } from "../tenants/roles";
import { log } from "./log";
import { viaOfRequest } from "./via";

export interface CallerOptions {
  token: string;
  url: string;
}

const MAX_IDS = 5;

/**
 * Runs a call as the caller. A refused call rolls back in Convex, so what it
 * was refused is reported from here, by a call of its own, before the refusal
 * goes on to whoever asked.
 */
export async function reportingRefusals<T>(
  called: FunctionReference<"query" | "mutation">,
  args: Record<string, unknown>,
  options: CallerOptions,
  work: Promise<T>,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    await report(getFunctionName(called), args, options, error).catch(
      (failure: unknown) =>
        log("warn", "a refusal could not be audited", {
          reason: failure instanceof Error ? failure.message : "unknown",
        }),
    );
    throw error;
  }
}

async function report(
  functionName: string,
  args: Record<string, unknown>,
  options: CallerOptions,
  error: unknown,
): Promise<void> {
  const code = errorCode(error);
  if (code === "FORBIDDEN") {
    const permission = errorDetail(error, "permission");
    if (permission === null || !isNeeded(permission)) return;
    const said = { functionName, permission, ...(await viaArgument()) };
    await fetchMutation(api.audit.denials.refused, said, options);
  }
  if (code === "NOT_FOUND") {
    const ids = idsOf(args);
    if (ids.length === 0) return;
    const said = { functionName, ids, ...(await viaArgument()) };
    await fetchMutation(api.audit.denials.notFound, said, options);
  }
}

/** The request's origin as an argument; nothing where it cannot be vouched for. */
export async function viaArgument() {
  const via = await viaOfRequest();
  return via === undefined ? {} : { via };
}

/** What among the arguments of a call may name a row. */
export function idsOf(args: Record<string, unknown>): string[] {
  return Object.values(args)
    .filter((value): value is string => typeof value === "string")
    .filter(isConvexId)
    .slice(0, MAX_IDS);
}
