"use client";

import { useAuth } from "@clerk/nextjs";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { routes } from "@/lib/routes";

/**
 * Takes its pages away at once when the session ends, here, in another tab or
 * at Clerk: their live queries would be refused one by one.
 */
export function WhileSignedIn({ children }: { children: ReactNode }) {
  const { isSignedIn } = useAuth();
  const router = useRouter();
  const isIn = isSignedIn === true;
  const isOut = isSignedIn === false;
  // While it signs out, Clerk knows neither for a moment.
  const [wasIn, setWasIn] = useState(isIn);
  if (isIn && !wasIn) setWasIn(true);
  useEffect(() => {
    if (isOut) router.replace(routes.signIn);
  }, [isOut, router]);
  return isOut || (wasIn && !isIn) ? null : children;
}
