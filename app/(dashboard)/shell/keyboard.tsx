"use client";

import { Keyboard as KeyboardIcon, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { KeyCaps } from "@/components/shortcuts/key-caps";
import { ShortcutListener } from "@/components/shortcuts/shortcut-listener";
import { useShortcut } from "@/components/shortcuts/use-shortcut";
import { Button } from "@/components/ui/button";
import { useSession } from "../session";
import { type NavItem, navItems } from "./nav-items";

const Palette = dynamic(() =>
  import("./palette/palette").then((module) => module.Palette),
);
const ShortcutSheet = dynamic(() =>
  import("./shortcut-sheet").then((module) => module.ShortcutSheet),
);

type Layer = "palette" | "sheet" | null;

/** The palette and the sheet of keys, and the buttons and keys that open them. */
export function Keyboard() {
  const t = useTranslations("shell.shortcuts");
  const group = t("general");
  const { isOperator } = useSession();
  const [layer, setLayer] = useState<Layer>(null);
  useShortcut("mod+k", t("palette"), () => setLayer("palette"), { group });
  useShortcut("?", t("sheet"), () => setLayer("sheet"), { group });
  const follow = (wanted: Layer) => (open: boolean) =>
    setLayer(open ? wanted : null);
  return (
    <>
      <ShortcutListener />
      {navItems(isOperator).map((item) => (
        <GoTo key={item.key} item={item} />
      ))}
      <Triggers open={setLayer} />
      {layer === "palette" && (
        <Palette
          onOpenChange={follow("palette")}
          showShortcuts={() => setLayer("sheet")}
        />
      )}
      {layer === "sheet" && (
        <ShortcutSheet open onOpenChange={follow("sheet")} />
      )}
    </>
  );
}

function Triggers({ open }: { open: (layer: Layer) => void }) {
  const t = useTranslations("shell");
  return (
    <>
      <Button
        variant="ghost"
        aria-label={t("palette.open")}
        onClick={() => open("palette")}
        className="h-8 gap-2 px-2 text-[0.8125rem] font-normal text-muted"
      >
        <Search aria-hidden="true" />
        <span aria-hidden="true" className="max-xl:hidden">
          <KeyCaps keys="mod+k" />
        </span>
      </Button>
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("palette.shortcuts")}
        onClick={() => open("sheet")}
        className="text-muted max-md:hidden"
      >
        <KeyboardIcon aria-hidden="true" />
      </Button>
    </>
  );
}

/** "g", then the letter of a place. */
function GoTo({ item }: { item: NavItem }) {
  const t = useTranslations("shell");
  const router = useRouter();
  useShortcut(
    `g ${item.letter}`,
    t("shortcuts.goTo", { page: t(`nav.${item.key}`) }),
    () => router.push(item.href),
    { group: t("shortcuts.general") },
  );
  return null;
}
