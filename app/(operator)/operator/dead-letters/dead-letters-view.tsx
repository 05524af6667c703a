"use client";

import { type Preloaded, usePreloadedQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { PageHeader } from "@/components/ui/page-header";
import type { api } from "@/convex/_generated/api";
import { FailedTurns } from "./failed-turns";
import { LetterList } from "./letter-list";
import { RedriveBar } from "./redrive-bar";

interface DeadLettersViewProps {
  progress: Preloaded<typeof api.webhooks.letters.progress>;
}

export function DeadLettersView(props: DeadLettersViewProps) {
  const t = useTranslations("webhooks.letters");
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <RedriveBar run={usePreloadedQuery(props.progress)} />
      <LetterList />
      <FailedTurns />
    </>
  );
}
