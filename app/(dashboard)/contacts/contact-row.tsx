"use client";

import { BotOff } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { routes } from "@/lib/routes";
import type { Contact } from "./contact-rows";
import { CONSENT_TONES } from "./tones";

/** The columns on wide screens; on narrow ones a row has two lines. */
export const COLUMNS =
  "grid items-center gap-x-3 px-4 md:grid-cols-[minmax(0,2fr)_minmax(0,1.3fr)_6rem_6.5rem_minmax(0,1.4fr)_6rem]";

export function ContactRow({ contact }: { contact: Contact }) {
  const t = useTranslations("contacts");
  const format = useFormatter();
  const { id, name, phone, stage, consent, tags, aiOff, createdAt } = contact;
  return (
    <div
      role="presentation"
      className={`${COLUMNS} h-full grid-cols-[minmax(0,1fr)_auto] content-center text-sm`}
    >
      <div role="cell" className="flex min-w-0 items-center gap-2.5">
        <Avatar name={name ?? phone ?? ""} />
        <Link
          href={routes.contact(id)}
          className="min-w-0 truncate font-medium before:absolute before:inset-0"
        >
          <bdi>{name ?? phone ?? t("nameless")}</bdi>
        </Link>
        {aiOff && (
          <Badge>
            <BotOff aria-hidden="true" />
            {t("personal")}
          </Badge>
        )}
      </div>
      <div
        role="cell"
        className="truncate text-muted tabular-nums max-md:order-3 max-md:-mt-1.5 max-md:ps-10.5"
      >
        <bdi>{phone ?? t("hiddenPhone")}</bdi>
      </div>
      <div role="cell" className="max-md:hidden">
        {t(`stages.${stage}`)}
      </div>
      <div role="cell" className="max-md:order-2 max-md:justify-self-end">
        <Badge tone={CONSENT_TONES[consent]}>{t(`consents.${consent}`)}</Badge>
      </div>
      <Tags tags={tags} />
      <div role="cell" className="text-muted tabular-nums max-md:hidden">
        {format.dateTime(new Date(createdAt), { dateStyle: "medium" })}
      </div>
    </div>
  );
}

const SHOWN_TAGS = 2;

function Tags({ tags }: { tags: string[] }) {
  return (
    <div
      role="cell"
      className="flex min-w-0 items-center gap-1 overflow-hidden max-md:hidden"
    >
      {tags.slice(0, SHOWN_TAGS).map((tag) => (
        <Badge key={tag} className="max-w-28 shrink">
          <span className="truncate">{tag}</span>
        </Badge>
      ))}
      {tags.length > SHOWN_TAGS && (
        <span className="text-xs text-muted">
          +{String(tags.length - SHOWN_TAGS)}
        </span>
      )}
    </div>
  );
}
