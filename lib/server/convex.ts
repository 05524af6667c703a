import "server-only";
import { auth } from "@clerk/nextjs/server";
import { type Preloaded } from "convex/react";
import { fetchMutation, fetchQuery, preloadQuery } from "convex/nextjs";
import { type FunctionReference, type FunctionReturnType } from "convex/server";
import { redirect } from "next/navigation";
import { cache } from "react";
import { routes } from "../routes";
import { serverEnv } from "./env";

type PublicQuery = FunctionReference<"query">;

export interface SignedIn {
  userId: string;
  sessionId: string;
}

/** Who asks for this page; sends the signed out to the sign-in page. */
export async function requireSession(): Promise<SignedIn> {
  const { userId, sessionId } = await auth();
  if (userId === null) redirect(routes.signIn);
  return { userId, sessionId };
}

/** The caller's token for Convex; null when signed out or revoked. Asked for once per request. */
const convexToken = cache(async (): Promise<string | null> => {
  const { userId, getToken } = await auth();
  if (userId === null) return null;
  // A revoked session still has a valid cookie for up to a minute.
  return getToken({ template: "convex" }).catch(() => null);
});

async function optionsOfCaller(): Promise<{ token: string; url: string }> {
  const caller = await convexToken();
  if (caller === null) redirect(routes.signIn);
  return { token: caller, url: serverEnv().NEXT_PUBLIC_CONVEX_URL };
}

/** Runs a query as the caller and hands its answer to `usePreloadedQuery`. */
export async function preload<Query extends PublicQuery>(
  query: Query,
  args: Query["_args"],
): Promise<Preloaded<Query>> {
  return preloadQuery(query, args, await optionsOfCaller());
}

/** Runs a query as the caller, once. */
export async function fetchAs<Query extends PublicQuery>(
  query: Query,
  args: Query["_args"],
): Promise<FunctionReturnType<Query>> {
  return fetchQuery(query, args, await optionsOfCaller());
}

/** Runs a mutation as the caller. */
export async function mutateAs<Mutation extends FunctionReference<"mutation">>(
  mutation: Mutation,
  args: Mutation["_args"],
): Promise<FunctionReturnType<Mutation>> {
  return fetchMutation(mutation, args, await optionsOfCaller());
}

/** Whether calls as the caller can be made; for routes, which answer 401 instead of redirecting. */
export async function isSignedIn(): Promise<boolean> {
  return (await convexToken()) !== null;
}
