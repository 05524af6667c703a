"use client";

import { useQuery } from "convex/react";
import dynamic from "next/dynamic";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { api } from "@/convex/_generated/api";
import { type PanelView } from "../views";
import { Section } from "./section";

const ConsentDialog = dynamic(() =>
  import("./consent-dialog").then((loaded) => loaded.ConsentDialog),
);

type Contact = PanelView["contact"];

const TONES = {
  unknown: "neutral",
  opted_in: "good",
  opted_out: "bad",
} as const satisfies Record<Contact["consent"], Tone>;

/** Whether the person may be written to, since when, and in whose words. */
export function ConsentCard({
  contact,
  canEdit,
}: {
  contact: Contact;
  canEdit: boolean;
}) {
  const t = useTranslations("inbox.consent");
  const format = useFormatter();
  const consent = useQuery(api.contacts.consent.get, { contactId: contact.id });
  const [isChanging, setIsChanging] = useState(false);
  const latest = consent?.records[0];
  return (
    <Section
      title={t("title")}
      action={
        canEdit && (
          <Button
            variant="ghost"
            size="sm"
            className="h-6 px-1.5 text-xs"
            onClick={() => setIsChanging(true)}
          >
            {t("change")}
          </Button>
        )
      }
    >
      <Badge tone={TONES[contact.consent]}>
        {t(`status.${contact.consent}`)}
      </Badge>
      <p className="pt-1.5 text-xs text-muted">
        {latest === undefined
          ? t(`meaning.${contact.consent}`)
          : t("record", {
              date: format.dateTime(latest.at, {
                dateStyle: "medium",
                timeStyle: "short",
              }),
              source: t(`source.${latest.source}`),
            })}
      </p>
      {latest !== undefined && latest.text !== "" && (
        <blockquote
          dir="auto"
          className="mt-1.5 line-clamp-3 border-s-2 border-line ps-2 text-xs text-muted"
        >
          {latest.text}
        </blockquote>
      )}
      {isChanging && (
        <ConsentDialog contact={contact} onClose={() => setIsChanging(false)} />
      )}
    </Section>
  );
}
