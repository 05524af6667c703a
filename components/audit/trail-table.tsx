"use client";

import { useFormatter, useTranslations } from "next-intl";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { isConvexId } from "@/lib/convex-id";
import { EventDetails } from "./event-details";
import type { Named } from "./trail-filter";
import type { TrailLine } from "./types";
import { useActionName, useActorName } from "./use-names";

interface TrailTableProps {
  lines: readonly TrailLine[];
  /** Whether each line says whose business it is about. */
  withBusiness?: boolean;
  onActor: (actor: Named) => void;
  onBusiness?: (tenant: Named) => void;
}

/** What was written down: when, what, by whom, and where it stands in its chain. */
export function TrailTable(props: TrailTableProps) {
  const t = useTranslations("audit");
  return (
    <Table>
      <TableCaption>{t("title")}</TableCaption>
      <TableHeader>
        <TableRow>
          <TableHead>{t("when")}</TableHead>
          <TableHead>{t("what")}</TableHead>
          <TableHead className="max-md:hidden">{t("who")}</TableHead>
          {props.withBusiness === true && (
            <TableHead className="max-md:hidden">{t("business")}</TableHead>
          )}
          <TableHead className="w-0">
            <span className="sr-only">{t("details")}</span>
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {props.lines.map((line) => (
          <TrailRow key={line.id} {...props} line={line} />
        ))}
      </TableBody>
    </Table>
  );
}

function TrailRow(props: TrailTableProps & { line: TrailLine }) {
  const { line, withBusiness } = props;
  const format = useFormatter();
  const actionName = useActionName()(line.action);
  const date = new Date(line.at);
  return (
    <TableRow>
      <TableCell className="align-top whitespace-nowrap">
        <time dateTime={date.toISOString()}>
          <span className="block">
            {format.dateTime(date, { dateStyle: "medium" })}
          </span>
          <span className="block text-xs text-muted tabular-nums">
            {format.dateTime(date, { timeStyle: "medium" })}
          </span>
        </time>
      </TableCell>
      <TableCell className="min-w-36 align-top">
        <span className="block font-medium">{actionName}</span>
        {isReadable(line.target) && (
          <span className="block max-w-80 truncate text-xs text-muted">
            {line.target}
          </span>
        )}
        {line.reason !== null && (
          <span className="block max-w-96 text-[0.8125rem] break-words text-muted">
            {line.reason}
          </span>
        )}
        <span className="mt-1 block md:hidden">
          <Who {...props} />
          {withBusiness === true && <Business {...props} />}
        </span>
      </TableCell>
      <TableCell className="align-top max-md:hidden">
        <Who {...props} />
      </TableCell>
      {withBusiness === true && (
        <TableCell className="align-top max-md:hidden">
          <Business {...props} />
        </TableCell>
      )}
      <TableCell className="text-end align-top">
        <EventDetails line={line} actionName={actionName} />
      </TableCell>
    </TableRow>
  );
}

/** Ids are in the details. */
function isReadable(target: string | null): boolean {
  if (target === null || isConvexId(target)) return false;
  return !/\||^sess_/.test(target);
}

const LINK =
  "inline-block min-h-6 max-w-52 truncate text-start align-top text-[0.8125rem] underline-offset-2 hover:underline";

function Who({ line, onActor }: TrailTableProps & { line: TrailLine }) {
  const t = useTranslations("audit.filters");
  const name = useActorName()(line);
  return (
    <button
      type="button"
      className={LINK}
      title={t("byActor", { name })}
      onClick={() => onActor({ id: line.actor, name })}
    >
      {name}
    </button>
  );
}

function Business({ line, onBusiness }: TrailTableProps & { line: TrailLine }) {
  const t = useTranslations("audit");
  const { tenant } = line;
  if (tenant === null || tenant === undefined) {
    return (
      <span className="block text-[0.8125rem] text-muted">{t("platform")}</span>
    );
  }
  const name = tenant.name ?? tenant.id;
  return (
    <button
      type="button"
      className={`${LINK} max-md:block`}
      title={t("filters.byBusiness", { name })}
      onClick={() => onBusiness?.({ id: tenant.id, name })}
    >
      {name}
    </button>
  );
}
