"use client";

import { ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { cn } from "@/lib/ui/cn";
import { useSession } from "../session";
import { useSwitchTenant } from "./use-switch-tenant";

interface TenantChoicesProps {
  look: string;
  name: string;
  narrow: boolean;
}

/** The name of the business as the opener of the list of all of them. */
export function TenantChoices({ look, name, narrow }: TenantChoicesProps) {
  const t = useTranslations("shell.tenant");
  const { active, tenants } = useSession();
  const switchTo = useSwitchTenant();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={t("switch", { name: active.name })}
        className={cn(look, "hover:bg-sunken")}
      >
        <Avatar name={active.name} size="md" className="rounded-control" />
        <span className={name}>{active.name}</span>
        <ChevronsUpDown
          aria-hidden="true"
          className={cn(
            "ms-auto size-4 shrink-0 text-muted",
            narrow && "max-xl:hidden",
          )}
        />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="w-60">
        <DropdownMenuLabel>{t("yours")}</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={active.tenantId}>
          {tenants.map((tenant) => (
            <DropdownMenuRadioItem
              key={tenant.tenantId}
              value={tenant.tenantId}
              onSelect={() => switchTo(tenant.tenantId)}
            >
              <span className="truncate">{tenant.name}</span>
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
