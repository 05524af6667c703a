"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useSession } from "../session";

/** Why nothing is sent: the business is suspended, or is to be deleted. */
export function StoppedNotice() {
  const t = useTranslations("shell.tenant");
  const format = useFormatter();
  const { name, purgeAt } = useSession().active;
  return (
    <p
      role="status"
      className="shrink-0 border-b border-line bg-bad-soft px-4 py-2 text-sm text-bad"
    >
      {purgeAt === null
        ? t("suspended", { name })
        : t("resting", {
            name,
            date: format.dateTime(new Date(purgeAt), { dateStyle: "long" }),
          })}
    </p>
  );
}
