import "server-only";
import { auth } from "@clerk/nextjs/server";
import { type Preloaded } from "convex/react";
import { fetchMutation, fetchQuery, preloadQuery } from "convex/nextjs";
import { type FunctionReference, type FunctionReturnType } from "convex/server";
import { redirect } from "next/navigation";
import { cache } from "react";
import { type SignedVia } from "../audit/via";
import { routes } from "../routes";
import { serverEnv } from "./env";
import { type CallerOptions, reportingRefusals, viaArgument } from "./refusals";
import { noteSession } from "./session-sight";

type PublicQuery = FunctionReference<"query">;

export interface SignedIn {
  userId: string;
  sessionId: string;
}

/** Who asks for this page; sends the signed out to the sign-in page. */
export async function requireSession(): Promise<SignedIn> {
  const { userId, sessionId } = await auth();
  if (userId === null) redirect(routes.signIn);
  const caller = await convexToken();
  if (caller !== null) {
    const url = serverEnv().NEXT_PUBLIC_CONVEX_URL;
    await noteSession(sessionId, { token: caller, url });
  }
  return { userId, sessionId };
}

/** The caller's token for Convex; null when signed out or revoked. Asked for once per request. */
const convexToken = cache(async (): Promise<string | null> => {
  const { userId, getToken } = await auth();
  if (userId === null) return null;
  // A revoked session still has a valid cookie for up to a minute.
  return getToken({ template: "convex" }).catch(() => null);
});

async function optionsOfCaller(): Promise<CallerOptions> {
  const caller = await convexToken();
  if (caller === null) redirect(routes.signIn);
  return { token: caller, url: serverEnv().NEXT_PUBLIC_CONVEX_URL };
}

/** Runs a query as the caller and hands its answer to `usePreloadedQuery`. */
export async function preload<Query extends PublicQuery>(
  query: Query,
  args: Query["_args"],
): Promise<Preloaded<Query>> {
  const options = await optionsOfCaller();
  return reportingRefusals(
    query,
    args,
    options,
    preloadQuery(query, args, options),
  );
}

/** Runs a query as the caller, once. */
export async function fetchAs<Query extends PublicQuery>(
  query: Query,
  args: Query["_args"],
): Promise<FunctionReturnType<Query>> {
  const options = await optionsOfCaller();
  return reportingRefusals(
    query,
    args,
    options,
    fetchQuery(query, args, options),
  );
}

async function mutateAs<Mutation extends FunctionReference<"mutation">>(
  mutation: Mutation,
  args: Mutation["_args"],
): Promise<FunctionReturnType<Mutation>> {
  const options = await optionsOfCaller();
  return reportingRefusals(
    mutation,
    args,
    options,
    fetchMutation(mutation, args, options),
  );
}

type TracedMutation = FunctionReference<
  "mutation",
  "public",
  { via?: SignedVia }
>;

/** Runs a mutation as the caller and says where the request came from, for the audit trail. */
export async function mutateTraced<Mutation extends TracedMutation>(
  mutation: Mutation,
  args: Mutation["_args"],
): Promise<FunctionReturnType<Mutation>> {
  return mutateAs(mutation, { ...args, ...(await viaArgument()) });
}

/** Whether calls as the caller can be made; for routes, which answer 401 instead of redirecting. */
export async function isSignedIn(): Promise<boolean> {
  return (await convexToken()) !== null;
}
