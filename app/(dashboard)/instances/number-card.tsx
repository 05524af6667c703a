"use client";

import { QrCode } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import {
  accountNumber,
  numberState,
  type NumberState,
} from "@/lib/instances/state";
import { ConfirmAccount } from "./confirm-account";
import { NumberActions } from "./number-actions";
import { NumberHealth } from "./number-health";
import { NumberSettings } from "./number-settings";
import { NumberStateBadge } from "./number-state-badge";
import type { Business, LinkedNumber } from "./types";
import { useGatewayText } from "./use-gateway-text";

interface NumberCardProps {
  number: LinkedNumber;
  business: Business;
  canManage: boolean;
  onLink: () => void;
}

export function NumberCard(props: NumberCardProps) {
  const { number, business, canManage, onLink } = props;
  const t = useTranslations("instances");
  const state = numberState(number);
  const canLink = canManage && (state === "waiting" || state === "starting");
  return (
    <Card aria-labelledby={`number-${number.id}`}>
      <div className="flex flex-wrap items-start justify-between gap-3 p-4">
        <div className="flex min-w-0 grow basis-56 flex-col gap-1.5">
          <div className="flex flex-wrap items-center gap-2">
            <h2
              id={`number-${number.id}`}
              className="min-w-0 truncate text-sm font-semibold"
            >
              {number.label}
            </h2>
            <NumberStateBadge state={state} />
          </div>
          <Since number={number} />
          <NumberHealth number={number} />
          <Explanation number={number} state={state} />
        </div>
        <div className="flex items-center gap-2">
          {canLink && (
            <Button size="sm" onClick={onLink}>
              <QrCode aria-hidden="true" />
              {t("link.open")}
            </Button>
          )}
          {canManage && <NumberActions number={number} state={state} />}
        </div>
      </div>
      <CardBody className="border-t border-line">
        <NumberSettings
          number={number}
          business={business}
          canManage={canManage}
        />
      </CardBody>
    </Card>
  );
}

function Since({ number }: { number: LinkedNumber }) {
  const t = useTranslations("instances");
  return (
    <p className="flex flex-wrap gap-x-3 text-[0.8125rem] text-muted tabular-nums">
      {number.phone !== null && <span>{accountNumber(number.phone)}</span>}
      {number.statusAt > 0 && (
        <span>
          {t("since")} <RelativeTime at={number.statusAt} />
        </span>
      )}
    </p>
  );
}

interface ExplanationProps {
  number: LinkedNumber;
  state: NumberState;
}

function Explanation({ number, state }: ExplanationProps) {
  const t = useTranslations("instances");
  const format = useFormatter();
  const gatewayText = useGatewayText();
  const until = number.restrictedUntil;
  return (
    <div className="flex max-w-prose flex-col gap-2 text-sm">
      <p role="status">
        {t(`explain.${state}`, {
          reason: gatewayText(number.job?.reason ?? null),
          status: number.status,
        })}
      </p>
      {state === "other_account" && <ConfirmAccount number={number} />}
      {until !== null && until > number.statusAt && (
        <p className="rounded-control bg-warn-soft px-3 py-2 text-warn">
          {t("restricted", {
            until: format.dateTime(new Date(until), {
              dateStyle: "medium",
              timeStyle: "short",
            }),
          })}
        </p>
      )}
    </div>
  );
}
