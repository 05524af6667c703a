"use client";

import { useMutation, useQuery } from "convex/react";
import { Download, ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CheckVerdict } from "@/components/credits/check-verdict";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/convex/_generated/api";
import { useSession } from "../session";

/** Proves the ledger against the wallet, the holds and the messages; live while it does. */
export function BooksCard() {
  const t = useTranslations("credits.books");
  const verdict = useQuery(api.credits.verification.latest, {});
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
      </CardHeader>
      <CardBody className="flex flex-col items-start gap-3">
        <p className="text-[0.8125rem] leading-relaxed text-muted">
          {t("explained")}
        </p>
        {verdict === undefined && <Skeleton className="h-11 w-full" />}
        {verdict !== undefined && verdict !== null && (
          <div className="w-full">
            <CheckVerdict verdict={verdict} />
          </div>
        )}
        <div className="flex flex-wrap gap-2">
          <VerifyButton isRunning={verdict?.status === "running"} />
          <DownloadButton />
        </div>
      </CardBody>
    </Card>
  );
}

function VerifyButton({ isRunning }: { isRunning: boolean }) {
  const t = useTranslations("credits.books");
  const errorText = useErrorText();
  const start = useMutation(api.credits.verification.start);
  const stop = useMutation(api.credits.verification.stop);
  const [busy, setBusy] = useState(false);
  const press = async () => {
    setBusy(true);
    try {
      await (isRunning ? stop({}) : start({}));
    } catch (error) {
      toast.error(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      variant="secondary"
      size="sm"
      disabled={busy}
      onClick={() => void press()}
    >
      <ShieldCheck aria-hidden="true" />
      {isRunning ? t("stop") : t("verify")}
    </Button>
  );
}

function DownloadButton() {
  const t = useTranslations("credits.books");
  const common = useTranslations("common");
  const needed = common("permissionNeeded.export");
  if (!useSession().can("export")) {
    return (
      <Button variant="secondary" size="sm" aria-disabled="true" title={needed}>
        <Download aria-hidden="true" />
        {t("download")}
        <span className="sr-only">{needed}</span>
      </Button>
    );
  }
  return (
    <Button asChild variant="secondary" size="sm">
      <a href="/api/credits/books" download>
        <Download aria-hidden="true" />
        {t("download")}
      </a>
    </Button>
  );
}
