"use client";

import { useMutation } from "convex/react";
import { ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Avatar } from "@/components/ui/avatar";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { api } from "@/convex/_generated/api";
import { type Id } from "@/convex/_generated/dataModel";
import { routes } from "@/lib/routes";
import { cn } from "@/lib/ui/cn";
import { useSession } from "../session";

/** Moves the person's work to another of their businesses. */
export function useSwitchTenant(): (tenantId: Id<"tenants">) => void {
  const router = useRouter();
  const activate = useMutation(api.tenants.switch.activate);
  const errorText = useErrorText();
  return useCallback(
    (tenantId) => {
      activate({ tenantId }).then(
        () => router.push(routes.overview),
        (error: unknown) => toast.error(errorText(error)),
      );
    },
    [activate, errorText, router],
  );
}

const LOOK =
  "flex h-10 w-full min-w-0 items-center gap-2.5 rounded-control px-1.5 text-start text-sm font-semibold";

export function TenantSwitcher({ narrow = false }: { narrow?: boolean }) {
  const { active, tenants } = useSession();
  const name = narrow ? "truncate max-xl:sr-only" : "truncate";
  const look = cn(LOOK, narrow && "max-xl:justify-center max-xl:px-0");
  if (tenants.length < 2) {
    return (
      <div className={look} title={active.name}>
        <Avatar name={active.name} size="md" className="rounded-control" />
        <span className={name}>{active.name}</span>
      </div>
    );
  }
  return <Choices look={look} name={name} narrow={narrow} />;
}

interface ChoicesProps {
  look: string;
  name: string;
  narrow: boolean;
}

function Choices({ look, name, narrow }: ChoicesProps) {
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
