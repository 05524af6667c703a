"use client";

import { useQuery } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";

type Erasure = FunctionReturnType<typeof api.erasure.contacts.list>[number];

/** Whom the business erased, as far as that may still be known: when, by whom, how much. */
export function ErasuresCard() {
  const t = useTranslations("settings.data.erasures");
  const erasures = useQuery(api.erasure.contacts.list, {});
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
      </CardHeader>
      <CardBody className="flex flex-col gap-3">
        <p className="text-sm text-muted">{t("body")}</p>
        {erasures === undefined && <Skeleton className="h-12 w-full" />}
        {erasures?.length === 0 && <p className="text-sm">{t("none")}</p>}
        {erasures !== undefined && erasures.length > 0 && (
          <ul className="divide-y divide-line">
            {erasures.map((erasure) => (
              <ErasureLine key={erasure.id} erasure={erasure} />
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}

function ErasureLine({ erasure }: { erasure: Erasure }) {
  const t = useTranslations("settings.data.erasures");
  const format = useFormatter();
  const actorName = useActorName();
  const { phase, startedAt, messages, files, records, waitsFor } = erasure;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5 text-sm">
      <span className="min-w-0 flex-1 basis-56">
        <span className="block font-medium">
          {format.dateTime(new Date(startedAt), {
            dateStyle: "medium",
            timeStyle: "short",
          })}
        </span>
        <span className="block text-[0.8125rem] text-muted">
          {t("by", { name: actorName(erasure.actor) })}
        </span>
      </span>
      <span className="text-[0.8125rem] text-muted tabular-nums">
        {t("amount", { messages, files, records })}
      </span>
      <Badge tone={phase === "done" ? "good" : "warn"}>
        {t(waitsFor > 0 ? "waiting" : phase === "done" ? "done" : "running")}
      </Badge>
    </li>
  );
}

function useActorName(): (actor: string) => string {
  const t = useTranslations("settings.data.erasures");
  const members = useQuery(api.tenants.members.list, {}) ?? [];
  return (actor) => {
    const member = members.find(({ subject }) => `user:${subject}` === actor);
    return member?.name ?? member?.email ?? t("someone");
  };
}
