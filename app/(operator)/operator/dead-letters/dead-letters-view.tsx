"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import type { Id } from "@/convex/_generated/dataModel";
import type { Business } from "../asked-business";
import { BusinessSearch } from "../business-search";
import { FailedTurns } from "./failed-turns";
import { LetterList } from "./letter-list";
import { OperatorRun, useRun } from "./operator-run";

interface DeadLettersViewProps {
  /** The business that the address names. */
  asked: Business | null;
}

export function DeadLettersView({ asked }: DeadLettersViewProps) {
  const t = useTranslations("webhooks.letters");
  const [business, setBusiness] = useState(asked);
  const tenantId = business?.id ?? null;
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={<BusinessSearch business={business} onChange={setBusiness} />}
      />
      <LetterRun tenantId={tenantId} />
      <LetterList tenantId={tenantId} />
      <FailedTurns key={tenantId} tenantId={tenantId} />
    </>
  );
}

function LetterRun({ tenantId }: { tenantId: Id<"tenants"> | null }) {
  const scope = { kind: "dead_letters" as const, tenantId, detail: null };
  const run = useRun(scope);
  if (run === undefined) {
    return <Skeleton className="h-15.5 rounded-panel max-sm:h-28.5" />;
  }
  return (
    <Card>
      <OperatorRun scope={scope} run={run} />
    </Card>
  );
}
