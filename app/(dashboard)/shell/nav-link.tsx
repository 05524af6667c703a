"use client";

import { useTranslations } from "next-intl";
import { usePathname } from "next/navigation";
import { Link } from "@/components/ui/link";
import { cn } from "@/lib/ui/cn";
import { InboxCount } from "./nav-count";
import { isInside, type NavItem } from "./nav-items";

interface NavLinkProps {
  item: NavItem;
  /** "rail" shows the word only where there is room beside the icon. */
  shape: "rail" | "row" | "tab";
  onFollow?: () => void;
}

const SHAPES = {
  rail: "h-9 justify-center gap-2.5 rounded-control px-2 xl:justify-start",
  row: "h-11 gap-3 rounded-control px-3",
  tab: "h-14 flex-1 flex-col justify-center gap-0.5 text-[0.6875rem]",
} as const;

export function NavLink({ item, shape, onFollow }: NavLinkProps) {
  const t = useTranslations("shell.nav");
  const here = isInside(usePathname(), item.href);
  const Icon = item.icon;
  return (
    <Link
      href={item.href}
      aria-current={here ? "page" : undefined}
      title={shape === "rail" ? t(item.key) : undefined}
      onClick={() => onFollow?.()}
      className={cn(
        "relative flex min-w-0 items-center text-sm text-muted transition-colors hover:text-ink focus-visible:outline-offset-[-2px]",
        SHAPES[shape],
        shape !== "tab" && "hover:bg-sunken",
        here && "font-medium text-ink",
        here && (shape === "tab" ? "text-accent" : "bg-sunken"),
      )}
    >
      <Icon aria-hidden="true" className="size-[1.125rem] shrink-0" />
      <span className={cn("truncate", shape === "rail" && "max-xl:sr-only")}>
        {t(item.key)}
      </span>
      {item.key === "inbox" && (
        <InboxCount
          className={
            shape === "row"
              ? "ms-auto"
              : shape === "tab"
                ? "absolute start-1/2 top-1 ms-1.5 h-4 min-w-4 px-1 text-[0.625rem]"
                : "max-xl:absolute max-xl:end-0 max-xl:top-0 max-xl:h-4 max-xl:min-w-4 max-xl:px-1 max-xl:text-[0.625rem] xl:ms-auto"
          }
        />
      )}
    </Link>
  );
}
