"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { operatorRoutes } from "@/lib/operator-routes";
import { routes } from "@/lib/routes";
import { cn } from "@/lib/ui/cn";

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
            <Link
              href={href}
              aria-current={isCurrent(pathname, href) ? "page" : undefined}
              className={cn(
                "block rounded-control px-2 py-1 text-sm text-muted transition-colors hover:bg-sunken hover:text-ink",
                isCurrent(pathname, href) && "bg-sunken font-medium text-ink",
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
