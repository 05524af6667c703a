"use client";

import { Smartphone } from "lucide-react";
import { useNow, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { StatusBadge } from "@/components/ui/status-badge";
import { routes } from "@/lib/routes";
import { type NumberState, numberState } from "../shell/number-state";
import type { Numbers } from "./types";

const TONES = {
  connected: "good",
  starting: "warn",
  scan: "warn",
  restricted: "warn",
  silent: "bad",
  otherAccount: "bad",
} as const satisfies Record<NumberState, "good" | "warn" | "bad">;

/** Whether each number can answer right now. */
export function NumbersCard({ numbers }: { numbers: Numbers }) {
  const t = useTranslations("overview.numbers");
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
        {numbers.length > 0 && (
          <Button asChild variant="ghost" size="sm">
            <Link href={routes.instances}>{t("manage")}</Link>
          </Button>
        )}
      </CardHeader>
      {numbers.length === 0 ? (
        <EmptyState
          icon={<Smartphone />}
          title={t("empty")}
          body={t("emptyBody")}
          className="py-6"
          action={
            <Button asChild>
              <Link href={routes.instances}>{t("connect")}</Link>
            </Button>
          }
        />
      ) : (
        <ul className="divide-y divide-line">
          {numbers.map((number) => (
            <NumberRow key={number.id} number={number} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function NumberRow({ number }: { number: Numbers[number] }) {
  const t = useTranslations("overview.numbers");
  const state = numberState(number, useNow().getTime());
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4 py-2.5">
      <span className="min-w-0 truncate text-sm">
        {number.label}
        {number.phone !== null && (
          <span className="ms-2 text-xs text-muted tabular-nums">
            +{number.phone}
          </span>
        )}
      </span>
      <span className="flex items-center gap-2">
        {!number.aiEnabled && <Badge>{t("aiOff")}</Badge>}
        <StatusBadge tone={TONES[state]}>
          {t(state === "silent" ? "stopped" : state)}
        </StatusBadge>
      </span>
    </li>
  );
}
