"use client";

import { useTranslations } from "next-intl";
import { useSession } from "../session";
import { navItems } from "./nav-items";
import { NavLink } from "./nav-link";
import { TenantSwitcher } from "./tenant-switcher";

/** The places at the left edge; icons only on middling screens. */
export function Sidebar() {
  const t = useTranslations("shell.nav");
  const { isOperator } = useSession();
  return (
    <nav
      aria-label={t("label")}
      className="hidden w-14 shrink-0 flex-col gap-3 border-e border-line bg-surface px-2 py-2 md:flex xl:w-52"
    >
      <TenantSwitcher narrow />
      <ul className="flex flex-col gap-0.5">
        {navItems(isOperator).map((item) => (
          <li key={item.key}>
            <NavLink item={item} shape="rail" />
          </li>
        ))}
      </ul>
    </nav>
  );
}
