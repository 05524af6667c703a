"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useErrorText } from "@/components/feedback/use-error-text";
import type { Id } from "@/convex/_generated/dataModel";
import { detailOf } from "@/lib/contacts/problem";

/** The field a person has to change, in words; for anything else the common sentence. */
export function useContactError(): (error: unknown) => string {
  const t = useTranslations("contacts.problems");
  const errorText = useErrorText();
  return useCallback(
    (error: unknown) => {
      const problem = detailOf(error, "problem");
      const key = `${problem ?? ""}` as Parameters<typeof t>[0];
      return problem !== null && t.has(key) ? t(key) : errorText(error);
    },
    [t, errorText],
  );
}

/** The contact that has the number already, from a refusal as a duplicate. */
export function otherContactOf(error: unknown): Id<"contacts"> | null {
  // The server names a contact of the same business.
  return detailOf(error, "contactId") as Id<"contacts"> | null;
}
