"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { errorCode } from "@/lib/error-code";

/** Turns anything thrown by a call into a sentence for the person who made it. */
export function useErrorText(): (error: unknown) => string {
  const t = useTranslations("errors");
  return useCallback((error: unknown) => t(errorCode(error) ?? "unknown"), [t]);
}
