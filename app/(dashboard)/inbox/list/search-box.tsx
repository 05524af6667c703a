"use client";

import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useShortcut } from "@/components/shortcuts/use-shortcut";
import { Input } from "@/components/ui/input";
import { useInboxAddress } from "../use-inbox-address";

const PAUSE_MS = 150;
const MAX_CHARS = 100;

/** Search in names, numbers and what was written; kept in the address. */
export function SearchBox() {
  const t = useTranslations("inbox.search");
  const { address, go } = useInboxAddress();
  const [text, setText] = useState(address.search);
  const field = useRef<HTMLInputElement>(null);
  const group = useTranslations("inbox.shortcuts")("group");
  useShortcut("f", t("shortcut"), () => field.current?.focus(), { group });
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === address.search) return;
    const timer = setTimeout(() => go({ search: wanted }, "replace"), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, address.search, go]);
  const clear = () => {
    setText("");
    field.current?.focus();
  };
  return (
    <div className="relative" role="search">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted"
      />
      <Input
        ref={field}
        value={text}
        maxLength={MAX_CHARS}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            setText("");
            event.currentTarget.blur();
          }
        }}
        placeholder={t("placeholder")}
        aria-label={t("placeholder")}
        className="h-8 pr-8 pl-8 text-sm"
      />
      {text !== "" && (
        <button
          type="button"
          onClick={clear}
          aria-label={t("clear")}
          className="absolute top-1/2 right-1.5 grid size-6 -translate-y-1/2 place-items-center rounded text-muted hover:text-ink"
        >
          <X aria-hidden className="size-4" />
        </button>
      )}
    </div>
  );
}
