"use client";

import { useConvexConnectionState } from "convex/react";
import { CloudOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";

/** A blip shorter than this is not worth a word. */
const PATIENCE_MS = 2_000;

/** Says so when what is shown may be out of date. */
export function ConnectionBanner() {
  const t = useTranslations("shell.connection");
  const { isWebSocketConnected, hasEverConnected } = useConvexConnectionState();
  const lost = useLasting(hasEverConnected && !isWebSocketConnected);
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 top-14 z-40 flex justify-center px-4"
    >
      {lost && (
        <p className="flex items-center gap-2 rounded-control bg-warn-soft px-3 py-2 text-sm text-warn shadow-float">
          <CloudOff aria-hidden="true" className="size-4 shrink-0" />
          {t("lost")}
        </p>
      )}
    </div>
  );
}

function useLasting(condition: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    const timer = setTimeout(
      () => setLasting(condition),
      condition ? PATIENCE_MS : 0,
    );
    return () => clearTimeout(timer);
  }, [condition]);
  return lasting && condition;
}
