"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { StatusBadge } from "@/components/ui/status-badge";
import type { ReadinessReport } from "@/lib/server/readiness";

type Service = ReadinessReport["services"][number];

const TONES = {
  ok: "good",
  refused: "bad",
  failing: "bad",
  unreachable: "bad",
} as const;

export function ServiceLine({ service }: { service: Service }) {
  const t = useTranslations("operator.services");
  const { state, latencyMs, detail, isNeeded } = service;
  return (
    <li
      className="grid gap-x-4 gap-y-1 px-4 py-3 text-sm sm:grid-cols-[minmax(0,1fr)_auto]"
      data-service={service.service}
    >
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {t(`names.${service.service}`)}
          {!isNeeded && <Badge>{t("optional")}</Badge>}
        </p>
        <p className="text-[0.8125rem] text-muted">
          {t(`roles.${service.service}`)}
        </p>
        <LastFailure service={service} />
      </div>
      <div className="flex flex-wrap items-center gap-x-3 sm:justify-end">
        {state.kind === "off" ? (
          <Badge>{t("states.off")}</Badge>
        ) : (
          <StatusBadge tone={TONES[state.kind]}>
            {t(`states.${state.kind}`)}
          </StatusBadge>
        )}
        {latencyMs !== null && (
          <span className="font-mono text-xs text-muted tabular-nums">
            {t("latency", { ms: latencyMs })}
          </span>
        )}
        {detail !== null && (
          <span className="font-mono text-xs text-bad">{detail}</span>
        )}
      </div>
    </li>
  );
}

function LastFailure({ service: { lastFailure } }: { service: Service }) {
  const t = useTranslations("operator.services");
  return (
    <p className="text-xs text-muted">
      {lastFailure === null ? (
        t("noFailure")
      ) : (
        <>
          {t("lastFailure", {
            state: t(`states.${lastFailure.state}`),
            detail: lastFailure.detail ?? "",
          })}{" "}
          · <RelativeTime at={lastFailure.at} />
        </>
      )}
    </p>
  );
}
