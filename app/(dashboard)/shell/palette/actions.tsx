"use client";

import { Building2, Keyboard, Monitor, Moon, Sun, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { routes } from "@/lib/routes";
import { useSession } from "../../session";
import { useSwitchTenant } from "../use-switch-tenant";
import { PaletteGroup, PaletteLine } from "./line";

const THEMES = [
  { name: "light", icon: Sun },
  { name: "dark", icon: Moon },
  { name: "system", icon: Monitor },
] as const;

interface ActionsProps {
  close: () => void;
  go: (href: string) => void;
  showShortcuts: () => void;
}

export function Actions({ close, go, showShortcuts }: ActionsProps) {
  const t = useTranslations("shell.palette");
  const { setTheme } = useTheme();
  const { can } = useSession();
  return (
    <PaletteGroup heading={t("actions")}>
      {can("manage_contacts") && (
        <PaletteLine onSelect={() => go(routes.contactImport)}>
          <Upload aria-hidden="true" />
          {t("import")}
        </PaletteLine>
      )}
      <OtherTenants close={close} />
      {THEMES.map(({ name, icon: Icon }) => (
        <PaletteLine
          key={name}
          onSelect={() => {
            setTheme(name);
            close();
          }}
        >
          <Icon aria-hidden="true" />
          {t(name)}
        </PaletteLine>
      ))}
      <PaletteLine onSelect={showShortcuts}>
        <Keyboard aria-hidden="true" />
        {t("shortcuts")}
      </PaletteLine>
    </PaletteGroup>
  );
}

function OtherTenants({ close }: { close: () => void }) {
  const t = useTranslations("shell.palette");
  const { active, tenants } = useSession();
  const switchTo = useSwitchTenant();
  return tenants
    .filter(({ tenantId }) => tenantId !== active.tenantId)
    .map(({ tenantId, name }) => (
      <PaletteLine
        key={tenantId}
        value={`${t("switchTo", { name })} ${tenantId}`}
        onSelect={() => {
          close();
          switchTo(tenantId);
        }}
      >
        <Building2 aria-hidden="true" />
        {t("switchTo", { name })}
      </PaletteLine>
    ));
}
