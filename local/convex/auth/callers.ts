import type { Clock } from "../../shared/clock";
import type { Caller } from "../types";
import type { AdminCheck } from "./admin-key";
import { AuthFailure } from "./failures";
import type { TokenVerifier } from "./token-verifier";

export interface Authenticator {
  verifier: TokenVerifier;
  isAdminKey: AdminCheck;
  clock: Clock;
}

export const ANONYMOUS: Caller = { kind: "anonymous" };

export async function userCaller(
  auth: Authenticator,
  token: string,
): Promise<Caller> {
  const { identity, expiresAt } = await auth.verifier.verify(token);
  return { kind: "user", identity, expiresAt };
}

export function adminCaller(auth: Authenticator, key: string): Caller {
  if (auth.isAdminKey(key)) return { kind: "admin" };
  throw new AuthFailure("BadAdminKey", "The provided admin key was invalid.");
}

/** True when a call as this caller must be refused because its token ran out. */
export function isExpired(caller: Caller, clock: Clock): boolean {
  return caller.kind === "user" && caller.expiresAt <= clock.now();
}

/** What results may be shared by: equal keys see equal data. */
export function identityKey(caller: Caller): string {
  if (caller.kind !== "user") return caller.kind;
  return JSON.stringify(caller.identity);
}

/** Reads `Authorization: Bearer <jwt>` or `Convex <admin key>`; throws AuthFailure. */
export async function callerOf(
  auth: Authenticator,
  header: string | undefined,
): Promise<Caller> {
  if (header === undefined || header === "") return ANONYMOUS;
  const space = header.indexOf(" ");
  const scheme = header.slice(0, Math.max(space, 0)).toLowerCase();
  const value = header.slice(space + 1).trim();
  if (scheme === "bearer") return userCaller(auth, value);
  if (scheme === "convex") return adminCaller(auth, value);
  throw new AuthFailure(
    "InvalidAuthHeader",
    "The Authorization header must be `Bearer <token>` or `Convex <admin key>`.",
  );
}
