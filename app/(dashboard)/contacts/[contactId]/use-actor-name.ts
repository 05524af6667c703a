"use client";

import { useQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { api } from "@/convex/_generated/api";

/** Puts a name to the actor of a record. */
export function useActorName(): (actor: string) => string {
  const t = useTranslations("contacts.changes");
  const members = useQuery(api.tenants.members.list, {});
  return (actor) => {
    if (actor === "customer") return t("customer");
    const member = members?.find(({ subject }) => `user:${subject}` === actor);
    if (member !== undefined) return member.name ?? member.email;
    return members === undefined ? "" : t("someone");
  };
}
