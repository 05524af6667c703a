"use client";

import { usePathname } from "next/navigation";
import { type ReactNode } from "react";
import { routes } from "@/lib/routes";
import { cn } from "@/lib/ui/cn";
import { useSession } from "../session";
import { isInside } from "./nav-items";

/** The page's own place: the inbox fills it, the others scroll in it. */
export function Main({ children }: { children: ReactNode }) {
  const { active } = useSession();
  const filled = isInside(usePathname(), routes.inbox);
  return (
    <main
      id="content"
      tabIndex={-1}
      // What a page remembers of one business is forgotten with it.
      key={active.tenantId}
      className={cn(
        "min-h-0 flex-1 outline-none",
        filled ? "flex flex-col overflow-hidden" : "overflow-y-auto",
      )}
    >
      {children}
    </main>
  );
}
