"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";

const FAULTS = [
  "tooLong",
  "tooMany",
  "required",
  "host",
  "language",
  "variable",
  "hours",
  "number",
  "range",
  "noKeywords",
  "noHours",
] as const;

/** What a schema says is wrong with a field, in words. */
export function useFault(): (error: unknown) => string | undefined {
  const t = useTranslations("assistant.invalid");
  return useCallback(
    (error: unknown) => {
      const message = messageOf(error);
      if (message === undefined) return undefined;
      return t(FAULTS.find((fault) => fault === message) ?? "other");
    },
    [t],
  );
}

/** The first message in an error of react-hook-form, those of list entries included. */
function messageOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  if ("message" in error && typeof error.message === "string") {
    return error.message;
  }
  for (const [name, nested] of Object.entries(error)) {
    const message = name === "ref" ? undefined : messageOf(nested);
    if (message !== undefined) return message;
  }
  return undefined;
}
