"use client";

import { useTranslations } from "next-intl";
import { useSession } from "../../session";
import { navItems } from "../nav-items";
import { PaletteGroup, PaletteLine } from "./line";

export function Pages({ go }: { go: (href: string) => void }) {
  const t = useTranslations("shell");
  const { isOperator } = useSession();
  return (
    <PaletteGroup heading={t("palette.pages")}>
      {navItems(isOperator).map(({ key, href, icon: Icon }) => (
        <PaletteLine
          key={key}
          value={t(`nav.${key}`)}
          onSelect={() => go(href)}
        >
          <Icon aria-hidden="true" />
          {t(`nav.${key}`)}
        </PaletteLine>
      ))}
    </PaletteGroup>
  );
}
