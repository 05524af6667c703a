"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { ButtonLink, LargeButton } from "@/components/ui/button-link";
import { errorCode } from "@/lib/error-code";
import { routes } from "@/lib/routes";
import { MessageScreen } from "./message-screen";
import { reportError } from "./monitoring";

interface ErrorPageProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const t = useTranslations("common");
  const signedOut = errorCode(error) === "UNAUTHENTICATED";
  useEffect(() => {
    if (!signedOut) reportError(error);
  }, [error, signedOut]);
  if (signedOut) return <SignedOut />;
  return (
    <MessageScreen title={t("pages.errorTitle")} text={t("pages.errorText")}>
      {error.digest !== undefined && (
        <p className="font-mono text-sm text-muted">
          {t("pages.reference", { digest: error.digest })}
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        <LargeButton tone="primary" onClick={reset}>
          {t("tryAgain")}
        </LargeButton>
        <ButtonLink href={routes.home} tone="quiet">
          {t("pages.toStart")}
        </ButtonLink>
      </div>
    </MessageScreen>
  );
}

/** A page that outlived its session, in another tab for instance. */
function SignedOut() {
  const t = useTranslations("common.pages");
  return (
    <MessageScreen title={t("signedOutTitle")} text={t("signedOutText")}>
      <ButtonLink href={routes.signIn} tone="primary">
        {t("signIn")}
      </ButtonLink>
    </MessageScreen>
  );
}
