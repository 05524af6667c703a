"use client";

import { useTranslations } from "next-intl";
import { usePathname } from "next/navigation";
import { NavLink } from "@/components/ui/nav-link";
import { operatorRoutes } from "@/lib/operator-routes";
import { routes } from "@/lib/routes";

const PAGES = [
  { href: routes.operator, name: "tenants" },
  { href: operatorRoutes.services, name: "services" },
  { href: operatorRoutes.gateway, name: "gateway" },
  { href: operatorRoutes.webhooks, name: "webhooks" },
  { href: operatorRoutes.deadLetters, name: "deadLetters" },
  { href: operatorRoutes.usage, name: "usage" },
  { href: operatorRoutes.books, name: "books" },
  { href: operatorRoutes.payments, name: "payments" },
  { href: operatorRoutes.alerts, name: "alerts" },
  { href: operatorRoutes.metrics, name: "metrics" },
  { href: operatorRoutes.audit, name: "audit" },
] as const;

function isCurrent(pathname: string, href: string): boolean {
  if (href !== routes.operator) return pathname === href;
  return pathname === href || pathname.startsWith(`${href}/tenants`);
}

export function OperatorNav({ label }: { label: string }) {
  const t = useTranslations("operator.pages");
  const pathname = usePathname();
  return (
    <nav aria-label={label} className="mx-auto max-w-6xl px-2 sm:px-4">
      <ul className="flex flex-wrap gap-x-1 pb-1">
        {PAGES.map(({ href, name }) => (
          <li key={name}>
            <NavLink
              href={href}
              isCurrent={isCurrent(pathname, href)}
              className="px-2 py-1"
            >
              {t(name)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
