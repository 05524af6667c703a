"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader, CardTitle } from "@/components/ui/card";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { Run } from "./types";

interface RunListProps {
  runs: readonly Run[];
  shownId: Run["id"];
  onChoose: (id: Run["id"]) => void;
}

export function RunList({ runs, shownId, onChoose }: RunListProps) {
  const t = useTranslations("operator.books");
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("runs")}</CardTitle>
      </CardHeader>
      <Table>
        <TableCaption>{t("runs")}</TableCaption>
        <TableHeader>
          <TableRow>
            <TableHead>{t("started")}</TableHead>
            <TableHead>{t("state")}</TableHead>
            <TableHead className="max-sm:hidden">{t("by")}</TableHead>
            <TableHead className="text-end max-sm:hidden">
              {t("checked")}
            </TableHead>
            <TableHead className="text-end">{t("wrong")}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {runs.map((run) => (
            <RunRow
              key={run.id}
              run={run}
              isShown={run.id === shownId}
              onChoose={onChoose}
            />
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

interface RunRowProps {
  run: Run;
  isShown: boolean;
  onChoose: (id: Run["id"]) => void;
}

function RunRow({ run, isShown, onChoose }: RunRowProps) {
  const t = useTranslations("operator.books");
  const format = useFormatter();
  return (
    <TableRow>
      <TableCell>
        <Button
          variant="ghost"
          size="sm"
          className="-ms-2.5 tabular-nums aria-pressed:bg-accent-soft aria-pressed:text-accent"
          aria-pressed={isShown}
          onClick={() => onChoose(run.id)}
        >
          <time dateTime={new Date(run.startedAt).toISOString()}>
            {format.dateTime(new Date(run.startedAt), {
              dateStyle: "medium",
              timeStyle: "short",
            })}
          </time>
        </Button>
      </TableCell>
      <TableCell>
        <RunBadge run={run} />
      </TableCell>
      <TableCell className="text-muted max-sm:hidden">
        {t(`startedBy.${run.startedBy}`)}
      </TableCell>
      <TableCell className="text-end tabular-nums max-sm:hidden">
        {format.number(run.checked)}
      </TableCell>
      <TableCell className="text-end tabular-nums">
        {format.number(run.wrong)}
      </TableCell>
    </TableRow>
  );
}

function RunBadge({ run: { status, wrong, lost } }: { run: Run }) {
  const t = useTranslations("operator.books");
  if (wrong > 0) return <Badge tone="bad">{t("states.wrong")}</Badge>;
  if (status === "done" && lost > 0) {
    return <Badge tone="warn">{t("lost", { count: lost })}</Badge>;
  }
  return (
    <Badge tone={status === "done" ? "good" : "neutral"}>
      {t(`states.${status}`)}
    </Badge>
  );
}
