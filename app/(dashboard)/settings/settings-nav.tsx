"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { routes } from "@/lib/routes";
import { cn } from "@/lib/ui/cn";

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
            <Link
              href={href}
              aria-current={pathname === href ? "page" : undefined}
              className={cn(
                "block rounded-control px-2.5 py-1.5 text-sm text-muted transition-colors hover:bg-sunken hover:text-ink",
                pathname === href && "bg-sunken font-medium text-ink",
              )}
            >
              {t(name)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
