"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { RelativeTime } from "@/components/ui/relative-time";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { useGatewayText } from "@/app/(dashboard)/instances/use-gateway-text";
import { operatorRoutes } from "@/lib/operator-routes";
import { NumberCommands } from "./number-commands";
import type { FleetNumber } from "./types";

export function FleetTable({ numbers }: { numbers: readonly FleetNumber[] }) {
  const t = useTranslations("webhooks.gateway");
  return (
    <Table>
      <TableCaption>{t("caption")}</TableCaption>
      <TableHeader>
        <TableRow>
          <TableHead>{t("number")}</TableHead>
          <TableHead className="max-sm:hidden">{t("health")}</TableHead>
          <TableHead className="max-md:hidden">{t("heard")}</TableHead>
          <TableHead className="max-sm:hidden">{t("probed")}</TableHead>
          <TableHead className="max-lg:hidden">{t("verified")}</TableHead>
          <TableHead className="text-end max-lg:hidden">
            {t("filled")}
          </TableHead>
          <TableHead>
            <span className="sr-only">{t("actions")}</span>
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {numbers.map((number) => (
          <FleetRow key={number.id} number={number} />
        ))}
      </TableBody>
    </Table>
  );
}

function FleetRow({ number }: { number: FleetNumber }) {
  const format = useFormatter();
  const { health } = number;
  return (
    <TableRow>
      <TableCell>
        <span className="block max-w-48 truncate font-medium max-sm:max-w-36">
          {number.label}
        </span>
        <Link
          href={operatorRoutes.tenant(number.tenantId)}
          className="block max-w-48 truncate text-xs text-muted underline-offset-2 hover:underline max-sm:max-w-36"
        >
          {number.tenantName}
        </Link>
        <span className="mt-1 block max-w-36 sm:hidden">
          <Health number={number} />
        </span>
      </TableCell>
      <TableCell className="max-sm:hidden">
        <Health number={number} />
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted max-md:hidden">
        <Since at={number.heardAt} />
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted max-sm:hidden">
        <Since at={health?.probedAt ?? null} />
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted max-lg:hidden">
        <Since at={health?.verifiedUpTo ?? null} />
      </TableCell>
      <TableCell className="text-end tabular-nums max-lg:hidden">
        {format.number(health?.filled ?? 0)}
      </TableCell>
      <TableCell className="text-end">
        <NumberCommands number={number} />
      </TableCell>
    </TableRow>
  );
}

function Since({ at }: { at: number | null }) {
  const t = useTranslations("webhooks.gateway");
  return at === null ? t("never") : <RelativeTime at={at} length="short" />;
}

const TONES: Readonly<
  Record<NonNullable<NonNullable<FleetNumber["health"]>["verdict"]>, Tone>
> = {
  ok: "good",
  silent: "bad",
  not_working: "warn",
  lost: "bad",
  unreachable: "bad",
  unlistable: "warn",
};

function Health({ number: { health, status } }: { number: FleetNumber }) {
  const t = useTranslations("webhooks.gateway.verdicts");
  const verdict = health?.verdict ?? null;
  const reason = health?.reason ?? null;
  return (
    <>
      <Badge tone={verdict === null ? "neutral" : TONES[verdict]}>
        {t(verdict ?? "none")}
      </Badge>
      <span className="mt-0.5 block text-xs text-muted">
        {verdict === "unreachable" || verdict === "unlistable" ? (
          <Failure reason={reason} />
        ) : (
          status
        )}
      </span>
    </>
  );
}

function Failure({ reason }: { reason: string | null }) {
  return useGatewayText()(reason);
}
