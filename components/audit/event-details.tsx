"use client";

import { Info } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import {
  Popover,
  PopoverContent,
  PopoverTrigger,
} from "@/components/ui/popover";
import type { TrailLine } from "./types";

interface EventDetailsProps {
  line: TrailLine;
  actionName: string;
}

/** Everything that was written down about one event, as it is sealed. */
export function EventDetails({ line, actionName }: EventDetailsProps) {
  const t = useTranslations("audit");
  return (
    <Popover>
      <PopoverTrigger>
        <Button
          variant="ghost"
          size="icon"
          aria-label={t("detailsOf", { action: actionName })}
        >
          <Info aria-hidden="true" />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label={t("details")}>
        <Details line={line} />
      </PopoverContent>
    </Popover>
  );
}

function Details({ line }: { line: TrailLine }) {
  const t = useTranslations("audit");
  const format = useFormatter();
  const place =
    line.sequence === null ? t("waiting") : format.number(line.sequence);
  const rows = [
    [t("place"), place],
    [t("code"), line.action],
    [t("actor"), line.actor],
    [t("target"), line.target],
    [t("reason"), line.reason],
    [t("request"), line.requestId],
    [t("address"), line.ipHash],
  ] as const;
  return (
    <dl className="grid gap-2 text-[0.8125rem]">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt className="text-xs text-muted">{name}</dt>
          <dd className="break-all">{value ?? t("none")}</dd>
        </div>
      ))}
    </dl>
  );
}
