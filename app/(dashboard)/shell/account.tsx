"use client";

import { UserButton } from "@clerk/nextjs";
import { useHydrated } from "@/lib/ui/use-hydrated";

// When Clerk has loaded before React takes the page over, its button is not
// what the server wrote; so it comes after. The box keeps its place.
export function Account() {
  return (
    <div className="grid size-8 shrink-0 place-items-center">
      {useHydrated() && <UserButton />}
    </div>
  );
}
