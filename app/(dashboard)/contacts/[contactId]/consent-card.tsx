"use client";

import { useQuery } from "convex/react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import { CONSENT_TONES } from "../tones";
import { ConsentDialog } from "./consent-dialog";
import type { Profile } from "./types";
import { useActorName } from "./use-actor-name";

interface Props {
  profile: Profile;
  canEdit: boolean;
}

/** What the person agreed to, and how that came about. */
export function ConsentCard({ profile, canEdit }: Props) {
  const t = useTranslations("contacts");
  const { consent } = profile;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("consent.title")}</CardTitle>
        {canEdit && <ConsentDialog profile={profile} />}
      </CardHeader>
      <CardBody className="flex flex-col gap-3">
        <div>
          <Badge tone={CONSENT_TONES[consent]}>
            {t(`consents.${consent}`)}
          </Badge>
          <p className="mt-1.5 text-sm text-muted">
            {t(`consentMeaning.${consent}`)}
          </p>
        </div>
        <h3 className="text-xs font-medium text-muted">
          {t("consent.history")}
        </h3>
        <History contactId={profile.id} />
      </CardBody>
    </Card>
  );
}

function History({ contactId }: { contactId: Profile["id"] }) {
  const t = useTranslations("contacts");
  const format = useFormatter();
  const nameOf = useActorName();
  const consent = useQuery(api.contacts.consent.get, { contactId });
  if (consent === undefined) return <Skeleton className="h-12 w-full" />;
  if (consent.records.length === 0) {
    return <p className="text-sm text-muted">{t("consent.none")}</p>;
  }
  return (
    <ol className="flex flex-col gap-3">
      {consent.records.map(({ at, from, to, source, text, actor }) => (
        <li
          key={`${String(at)}:${to}`}
          className="border-s-2 border-line ps-3 text-sm"
        >
          <p className="font-medium">
            {t("consent.fromTo", {
              from: t(`consents.${from}`),
              to: t(`consents.${to}`),
            })}
          </p>
          <p dir="auto" className="break-words">
            {text}
          </p>
          <p className="text-xs text-muted">
            {[
              t(`consent.sources.${source}`),
              nameOf(actor),
              format.dateTime(new Date(at), {
                dateStyle: "medium",
                timeStyle: "short",
              }),
            ]
              .filter((part) => part !== "")
              .join(" · ")}
          </p>
        </li>
      ))}
    </ol>
  );
}
