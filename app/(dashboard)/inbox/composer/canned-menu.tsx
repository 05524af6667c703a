"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { cn } from "@/lib/ui/cn";
import { useSession } from "../../session";
import { type CannedState } from "./use-canned-replies";

const CannedManager = dynamic(() =>
  import("./canned-manager").then((loaded) => loaded.CannedManager),
);

interface Props {
  id: string;
  canned: CannedState;
}

/** The saved answers that match, above the composer; the composer keeps the focus. */
export function CannedMenu({ id, canned }: Props) {
  const t = useTranslations("inbox.canned");
  const { can } = useSession();
  const [isManaging, setIsManaging] = useState(false);
  return (
    <div className="absolute inset-x-0 bottom-full z-20 mb-2 overflow-hidden rounded-panel bg-surface shadow-float">
      {canned.missing.length > 0 && (
        <p
          role="alert"
          className="border-b border-line px-3 py-2 text-xs text-bad"
        >
          {t("missing", { names: canned.missing.join(", ") })}
        </p>
      )}
      <ul
        id={id}
        role="listbox"
        aria-label={t("title")}
        className="max-h-64 overflow-y-auto p-1"
      >
        {canned.replies.map((reply, index) => (
          <li
            key={reply.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === canned.active}
            onPointerMove={() => canned.setActive(index)}
            // Before the composer would lose the focus.
            onPointerDown={(event) => {
              event.preventDefault();
              canned.choose(reply);
            }}
            className={cn(
              "flex cursor-pointer flex-col gap-0.5 rounded-md px-2.5 py-1.5 text-sm",
              index === canned.active && "bg-sunken",
            )}
          >
            <span className="flex items-baseline gap-2">
              <span className="font-mono text-xs text-accent">
                /{reply.shortcut}
              </span>
              <span className="truncate font-medium">{reply.title}</span>
            </span>
            <span className="truncate text-xs text-muted">{reply.body}</span>
          </li>
        ))}
      </ul>
      {canned.replies.length === 0 && (
        <p className="px-3.5 pb-3 text-sm text-muted">
          {canned.hasAny ? t("noMatch") : t("none")}
        </p>
      )}
      {can("manage_tenant") && (
        <button
          type="button"
          onClick={() => setIsManaging(true)}
          className="w-full border-t border-line px-3.5 py-2 text-left text-xs text-muted hover:bg-sunken hover:text-ink"
        >
          {t("manage")}
        </button>
      )}
      {isManaging && <CannedManager onClose={() => setIsManaging(false)} />}
    </div>
  );
}
