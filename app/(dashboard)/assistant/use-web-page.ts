"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { z } from "zod";
import { useErrorText } from "@/components/feedback/use-error-text";
import { member } from "@/lib/json";

const answer = z.object({
  title: z.string(),
  text: z.string(),
  isShortened: z.boolean(),
});

export type WebPage = z.infer<typeof answer> & { host: string };

const FAULTS = [
  "not_allowed",
  "not_found",
  "unreachable",
  "timed_out",
  "closed",
  "redirects",
  "other_type",
  "too_large",
  "empty",
] as const;

/** What was typed as an address; people leave the beginning out. */
export function asAddress(typed: string): string {
  const text = typed.trim();
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
}

/** Reads a page of the web; `read` answers null when that failed, and `failure` says why. */
export function useWebPage() {
  const describe = useFailure();
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const call = useRef<AbortController | null>(null);
  useEffect(() => () => call.current?.abort(), []);
  const read = async (typed: string): Promise<WebPage | null> => {
    const url = asAddress(typed);
    call.current = new AbortController();
    setPending(true);
    setFailure(null);
    try {
      const response = await ask(url, call.current.signal);
      const body: unknown = await response.json();
      const page = response.ok ? answer.safeParse(body) : null;
      if (page?.success === true) {
        return { ...page.data, host: new URL(url).host };
      }
      setFailure(describe(body));
    } catch {
      setFailure(describe(null));
    } finally {
      setPending(false);
    }
    return null;
  };
  return { read, pending, failure };
}

function ask(url: string, signal: AbortSignal): Promise<Response> {
  return fetch("/api/knowledge/page", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ url }),
    signal,
  });
}

/** A refusal of the route as a sentence. */
function useFailure(): (body: unknown) => string {
  const t = useTranslations("assistant.page.faults");
  const describe = useErrorText();
  return (body) => {
    const reason = member(body, "error", "reason");
    const fault = FAULTS.find((known) => known === reason);
    return fault === undefined
      ? describe({ data: member(body, "error") })
      : t(fault);
  };
}
