"use client";

import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { Kbd } from "@/components/ui/kbd";

const never = () => () => undefined;

function isApple(): boolean {
  return /mac|iphone|ipad/i.test(navigator.userAgent);
}

/** Shows keys as they stand on this keyboard. */
export function KeyCaps({ keys }: { keys: string }) {
  const t = useTranslations("common.keys");
  const apple = useSyncExternalStore(never, isApple, () => false);
  const names: Readonly<Record<string, string>> = {
    mod: apple ? "⌘" : t("ctrl"),
    escape: t("esc"),
    enter: t("enter"),
    arrowup: "↑",
    arrowdown: "↓",
  };
  return (
    <span className="inline-flex items-center gap-1">
      {keys.split(/[ +]/).map((key) => (
        <Kbd key={key}>{names[key] ?? key.toUpperCase()}</Kbd>
      ))}
    </span>
  );
}
