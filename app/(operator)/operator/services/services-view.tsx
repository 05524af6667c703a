"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ReadinessReport } from "@/lib/server/readiness";
import { ServiceLine } from "./service-line";

const ASK_EVERY_MS = 15_000;

/** What the product stands on, asked again while the page is looked at. */
export function ServicesView({ report }: { report: ReadinessReport }) {
  const t = useTranslations("operator.services");
  const { isAsking, ask } = useAsking();
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <Button variant="secondary" disabled={isAsking} onClick={ask}>
            {t("ask")}
          </Button>
        }
      />
      <Card aria-label={t("title")}>
        <ul className="divide-y divide-line">
          {report.services.map((service) => (
            <ServiceLine key={service.service} service={service} />
          ))}
        </ul>
      </Card>
      <p className="text-xs text-muted">
        {t("asked")} <RelativeTime at={report.askedAt} />. {t("watched")}{" "}
        <RelativeTime at={report.watchedSince} />.
      </p>
    </>
  );
}

function useAsking() {
  const router = useRouter();
  const [isAsking, begin] = useTransition();
  const ask = () => begin(() => router.refresh());
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [router]);
  return { isAsking, ask };
}
