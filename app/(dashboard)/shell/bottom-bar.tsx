"use client";

import { Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import { useRef, useState } from "react";
import { cn } from "@/lib/ui/cn";
import { routes } from "@/lib/routes";
import { useSession } from "../session";
import { navItems } from "./nav-items";
import { NavLink } from "./nav-link";

const MoreSheet = dynamic(() =>
  import("./more-sheet").then((loaded) => loaded.MoreSheet),
);

const AT_HAND: ReadonlySet<string> = new Set([
  "overview",
  "inbox",
  "contacts",
  "assistant",
]);

/** The places at the lower edge of a phone; an open conversation has it to itself. */
export function BottomBar() {
  const t = useTranslations("shell.nav");
  const { isOperator } = useSession();
  const talking = usePathname().startsWith(`${routes.inbox}/`);
  return (
    <nav
      aria-label={t("label")}
      className={cn(
        "flex shrink-0 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden",
        talking && "hidden",
      )}
    >
      {navItems(isOperator)
        .filter(({ key }) => AT_HAND.has(key))
        .map((item) => (
          <NavLink key={item.key} item={item} shape="tab" />
        ))}
      <More />
    </nav>
  );
}

function More() {
  const t = useTranslations("shell.nav");
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        type="button"
        ref={trigger}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        className="flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-[0.6875rem] text-muted"
      >
        <Ellipsis aria-hidden="true" className="size-[1.125rem]" />
        {t("more")}
      </button>
      {open && (
        <MoreSheet
          left={AT_HAND}
          onClose={() => setOpen(false)}
          onClosed={() => trigger.current?.focus()}
        />
      )}
    </>
  );
}
