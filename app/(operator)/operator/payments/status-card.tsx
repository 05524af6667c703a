"use client";

import type { FunctionReturnType } from "convex/server";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import { StatusBadge } from "@/components/ui/status-badge";
import type { api } from "@/convex/_generated/api";

type Status = FunctionReturnType<typeof api.payments.status.get>;

/** Whether credits are sold, and what arrived that could not be used. */
export function StatusCard({ status }: { status: Status }) {
  const t = useTranslations("payments.orders.status");
  const forged = status.forged.reduce((sum, { count }) => sum + count, 0);
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
      </CardHeader>
      <CardBody className="flex flex-col gap-4">
        <Connection status={status} />
        {status.unreadable.length > 0 && (
          <Trouble
            text={t("unreadable", { count: status.unreadable.length })}
            hint={t("unreadableHint")}
          >
            {status.unreadable.map(({ eventId, about, at }) => (
              <li key={eventId} className="break-words">
                {t("unreadableItem", { event: eventId, fields: about })}{" "}
                <RelativeTime at={at} className="text-muted" />
              </li>
            ))}
          </Trouble>
        )}
        {forged > 0 && (
          <Trouble text={t("forged", { count: forged })} hint={t("forgedHint")}>
            {status.forged.map(({ minuteAt, count }) => (
              <li key={minuteAt}>
                {t("forgedItem", { count })}{" "}
                <RelativeTime at={minuteAt} className="text-muted" />
              </li>
            ))}
          </Trouble>
        )}
      </CardBody>
    </Card>
  );
}

function Connection({ status }: { status: Status }) {
  const t = useTranslations("payments.orders.status");
  switch (status.state) {
    case "on":
      return (
        <div>
          <StatusBadge tone="good">
            {t("on", { provider: status.provider ?? "" })}
          </StatusBadge>
          <p className="mt-1 text-sm text-muted">
            {t("packs", { count: status.packs })}{" "}
            {t("lookedFor", { count: status.lookedFor })}
          </p>
          <Polls polls={status.polls} />
        </div>
      );
    case "off":
      return (
        <div>
          <p className="text-sm font-medium">{t("off")}</p>
          <p className="mt-1 text-sm break-words text-muted">{t("offHint")}</p>
        </div>
      );
    case "incomplete":
      return (
        <div>
          <StatusBadge tone="bad">{t("incomplete")}</StatusBadge>
          <p className="mt-1 text-sm break-words text-muted">
            {t("incompleteHint", { names: status.names.join(", ") })}
          </p>
        </div>
      );
  }
}

/** When the provider last said what no webhook may have brought, and why it does not. */
function Polls({ polls: { orders, refunds } }: Pick<Status, "polls">) {
  const t = useTranslations("payments.orders.status");
  const failure = orders?.failure ?? refunds?.failure ?? null;
  const lines = [
    { text: t("asked"), at: orders?.answeredAt },
    { text: t("askedRefunds"), at: refunds?.answeredAt },
  ];
  return (
    <>
      <ul className="mt-1 text-sm text-muted">
        {lines.map(({ text, at }) =>
          at === undefined || at === null ? null : (
            <li key={text}>
              {text} <RelativeTime at={at} />
            </li>
          ),
        )}
      </ul>
      {failure !== null && (
        <div className="mt-2">
          <StatusBadge tone="warn">{t("unanswered")}</StatusBadge>
          <p className="mt-1 text-sm text-muted">
            {t("unansweredHint", { why: failure })}
          </p>
        </div>
      )}
    </>
  );
}

interface TroubleProps {
  text: string;
  hint: string;
  children: ReactNode;
}

function Trouble({ text, hint, children }: TroubleProps) {
  return (
    <div>
      <StatusBadge tone="warn">{text}</StatusBadge>
      <p className="mt-1 text-sm text-muted">{hint}</p>
      <ul className="mt-2 flex flex-col gap-1 text-sm tabular-nums">
        {children}
      </ul>
    </div>
  );
}
