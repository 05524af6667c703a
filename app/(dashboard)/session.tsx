"use client";

import { type Preloaded, usePreloadedQuery } from "convex/react";
import { type FunctionReturnType } from "convex/server";
import { useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
} from "react";
import { type api } from "@/convex/_generated/api";
import { routes } from "@/lib/routes";
import { type Permission } from "@/lib/tenants/roles";

type Person = FunctionReturnType<typeof api.tenants.session.get>;

export interface Session extends Omit<Person, "active"> {
  /** The business the person works in. */
  active: NonNullable<Person["active"]>;
  /** Whether their role allows it; Convex decides again. */
  can: (permission: Permission) => boolean;
}

const SessionContext = createContext<Session | null>(null);

interface SessionProviderProps {
  preloaded: Preloaded<typeof api.tenants.session.get>;
  children: ReactNode;
}

/** Who is here; follows changes of role and business live. */
export function SessionProvider({ preloaded, children }: SessionProviderProps) {
  const router = useRouter();
  const person = usePreloadedQuery(preloaded);
  const session = useMemo(() => sessionOf(person), [person]);
  const gone = session === null;
  useEffect(() => {
    if (gone) router.replace(routes.dashboard);
  }, [gone, router]);
  return session === null ? null : (
    <SessionContext value={session}>{children}</SessionContext>
  );
}

function sessionOf(person: Person): Session | null {
  const { active } = person;
  if (active === null) return null;
  const permissions: ReadonlySet<Permission> = new Set(active.permissions);
  return {
    ...person,
    active,
    can: (permission) => permissions.has(permission),
  };
}

/** The signed-in person and the business they work in. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null)
    throw new Error("useSession is used outside the dashboard.");
  return session;
}
