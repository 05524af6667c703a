"use client";

import { useQuery } from "convex/react";
import { type FunctionReturnType } from "convex/server";
import { useFormatter, useTranslations } from "next-intl";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import type { Profile } from "./types";
import { useActorName } from "./use-actor-name";

type Change = FunctionReturnType<typeof api.contacts.profile.changes>[number];

/** Who changed what, from what, to what. */
export function ChangesCard({ contactId }: { contactId: Profile["id"] }) {
  const t = useTranslations("contacts.changes");
  const changes = useQuery(api.contacts.profile.changes, { contactId });
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
      </CardHeader>
      <CardBody>
        {changes === undefined ? (
          <Skeleton className="h-12 w-full" />
        ) : changes.length === 0 ? (
          <p className="text-sm text-muted">{t("none")}</p>
        ) : (
          <ol className="flex flex-col gap-3">
            {changes.map((change) => (
              <Entry key={change.at} change={change} />
            ))}
          </ol>
        )}
      </CardBody>
    </Card>
  );
}

function Entry({ change }: { change: Change }) {
  const format = useFormatter();
  const nameOf = useActorName();
  const when = format.dateTime(new Date(change.at), {
    dateStyle: "medium",
    timeStyle: "short",
  });
  return (
    <li className="border-s-2 border-line ps-3 text-sm">
      {change.fields.map((field) => (
        <Difference key={field.field} {...field} />
      ))}
      <p className="text-xs text-muted">
        {[nameOf(change.actor), when].filter((part) => part !== "").join(" · ")}
      </p>
    </li>
  );
}

const FIELDS = [
  "name",
  "phone",
  "stage",
  "tags",
  "note",
  "aiOff",
  "assigneeId",
] as const;

function Difference({ field, from, to }: Change["fields"][number]) {
  const t = useTranslations("contacts.changes");
  const known = FIELDS.find((one) => one === field);
  const words = useWords();
  if (field === "merged") return <p>{t("merged", { contact: from })}</p>;
  if (known === undefined) return null;
  return (
    <p className="break-words">
      <span className="font-medium">{t(`fields.${known}`)}</span>{" "}
      <del className="text-muted">{words(known, from)}</del>{" "}
      <ins className="no-underline">{words(known, to)}</ins>
    </p>
  );
}

/** A stored value as people read it. */
function useWords() {
  const t = useTranslations("contacts");
  const common = useTranslations("common");
  const members = useQuery(api.tenants.members.list, {});
  return (field: (typeof FIELDS)[number], value: string): string => {
    if (value === "") return t("changes.empty");
    if (field === "aiOff") return common(value === "true" ? "on" : "off");
    if (field === "assigneeId") {
      const member = members?.find(({ id }) => id === value);
      return member?.name ?? member?.email ?? t("changes.someone");
    }
    const key = `stages.${value}` as Parameters<typeof t>[0];
    return field === "stage" && t.has(key) ? t(key) : value;
  };
}
