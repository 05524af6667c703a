"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { errorCode } from "@/lib/error-code";
import { routes } from "@/lib/routes";
import { reportError } from "../monitoring";

interface DashboardErrorProps {
  error: Error & { digest?: string };
  reset: () => void;
}

const KNOWN = {
  NOT_FOUND: "notFound",
  FORBIDDEN: "forbidden",
  UNAUTHENTICATED: "signedOut",
} as const;

/** What failed inside the frame; the frame stays usable. */
export default function DashboardError({ error, reset }: DashboardErrorProps) {
  const t = useTranslations("shell.errors");
  const common = useTranslations("common");
  const code = errorCode(error);
  const known =
    code === "NOT_FOUND" || code === "FORBIDDEN" || code === "UNAUTHENTICATED"
      ? KNOWN[code]
      : null;
  const ours = known === null;
  useEffect(() => {
    if (ours) reportError(error);
  }, [error, ours]);
  return (
    <EmptyState
      className="flex-1"
      icon={<CircleAlert />}
      title={known === null ? t("title") : t(`${known}Title`)}
      body={
        known !== null
          ? t(`${known}Text`)
          : error.digest === undefined
            ? t("text")
            : `${t("text")} ${t("reference", { digest: error.digest })}`
      }
      action={
        <div className="flex flex-wrap justify-center gap-2">
          {known === "signedOut" ? (
            <Button asChild>
              <a href={routes.signIn}>{t("signIn")}</a>
            </Button>
          ) : (
            <Button onClick={reset}>{common("tryAgain")}</Button>
          )}
          <Button variant="secondary" asChild>
            <Link href={routes.overview}>{t("toOverview")}</Link>
          </Button>
        </div>
      }
    />
  );
}
