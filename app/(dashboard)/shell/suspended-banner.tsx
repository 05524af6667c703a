"use client";

import { useTranslations } from "next-intl";
import { useSession } from "../session";

export function SuspendedBanner() {
  const t = useTranslations("shell.tenant");
  const { active } = useSession();
  if (active.status !== "suspended") return null;
  return (
    <p
      role="status"
      className="shrink-0 border-b border-line bg-bad-soft px-4 py-2 text-sm text-bad"
    >
      {t("suspended", { name: active.name })}
    </p>
  );
}
