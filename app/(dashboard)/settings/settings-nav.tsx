"use client";

import { useTranslations } from "next-intl";
import { usePathname } from "next/navigation";
import { NavLink } from "@/components/ui/nav-link";
import { routes } from "@/lib/routes";

const PAGES = [
  { href: routes.settings, name: "business" },
  { href: routes.members, name: "members" },
  { href: routes.notificationSettings, name: "notifications" },
  { href: routes.dataSettings, name: "data" },
  { href: routes.webhookSettings, name: "webhooks" },
  { href: routes.auditSettings, name: "audit" },
  { href: routes.profile, name: "profile" },
] as const;

export function SettingsNav({ label }: { label: string }) {
  const t = useTranslations("settings.nav");
  const pathname = usePathname();
  return (
    <nav aria-label={label} className="lg:w-44 lg:shrink-0">
      <ul className="flex flex-wrap gap-1 lg:flex-col">
        {PAGES.map(({ href, name }) => (
          <li key={name}>
            <NavLink
              href={href}
              isCurrent={pathname === href}
              className="px-2.5 py-1.5"
            >
              {t(name)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
