"use client";

import { useTranslations } from "next-intl";
import {
  Sheet,
  SheetContent,
  SheetHeader,
  SheetTitle,
} from "@/components/ui/sheet";
import { useSession } from "../session";
import { navItems } from "./nav-items";
import { NavLink } from "./nav-link";
import { TenantSwitcher } from "./tenant-switcher";

interface MoreSheetProps {
  /** The places that the bar has itself. */
  left: ReadonlySet<string>;
  onClose: () => void;
  /** When the sheet is gone and the focus needs a place. */
  onClosed: () => void;
}

/** The businesses, and the places that the bar has no room for. */
export function MoreSheet({ left, onClose, onClosed }: MoreSheetProps) {
  const t = useTranslations("shell.nav");
  const { isOperator } = useSession();
  return (
    <Sheet open onOpenChange={onClose}>
      <SheetContent
        side="bottom"
        aria-describedby={undefined}
        onCloseAutoFocus={onClosed}
      >
        <SheetHeader>
          <SheetTitle>{t("more")}</SheetTitle>
        </SheetHeader>
        <TenantSwitcher />
        <ul className="flex flex-col">
          {navItems(isOperator)
            .filter(({ key }) => !left.has(key))
            .map((item) => (
              <li key={item.key}>
                <NavLink item={item} shape="row" onFollow={onClose} />
              </li>
            ))}
        </ul>
      </SheetContent>
    </Sheet>
  );
}
