"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import type { Id } from "@/convex/_generated/dataModel";
import { operatorRoutes } from "@/lib/operator-routes";

const PAGES = [
  { href: operatorRoutes.webhooks, name: "webhooks" },
  { href: operatorRoutes.deadLetters, name: "deadLetters" },
  { href: operatorRoutes.audit, name: "audit" },
] as const;

/** The other pages of the console, narrowed to this business. */
export function TenantLinks({ tenantId }: { tenantId: Id<"tenants"> }) {
  const t = useTranslations("operator.pages");
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {PAGES.map(({ href, name }) => (
        <li key={name}>
          <Link
            href={`${href}?tenant=${tenantId}`}
            className="inline-block py-1 text-accent underline-offset-2 hover:underline"
          >
            {t(name)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
