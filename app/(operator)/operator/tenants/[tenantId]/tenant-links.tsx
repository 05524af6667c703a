"use client";

import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import type { Id } from "@/convex/_generated/dataModel";
import { operatorRoutes } from "@/lib/operator-routes";

const PAGES = [
  { href: operatorRoutes.webhooks, name: "webhooks" },
  { href: operatorRoutes.deadLetters, name: "deadLetters" },
  { href: operatorRoutes.audit, name: "audit" },
] as const;

interface TenantLinksProps {
  tenantId: Id<"tenants">;
  name: string;
}

/** The other pages of the console, narrowed to this business. */
export function TenantLinks(props: TenantLinksProps) {
  const t = useTranslations("operator.pages");
  const asked = new URLSearchParams({
    tenant: props.tenantId,
    name: props.name,
  });
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {PAGES.map(({ href, name }) => (
        <li key={name}>
          <Link
            href={`${href}?${asked.toString()}`}
            className="inline-block py-1 text-accent underline-offset-2 hover:underline"
          >
            {t(name)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
