"use client";

import { useQuery } from "convex/react";
import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/skeleton";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";

/** The refused rows of a finished or running import, in the order of the file. */
export function ImportErrors({ importId }: { importId: Id<"contactImports"> }) {
  const t = useTranslations("contacts");
  const errors = useQuery(api.contacts.imports.errors, { importId });
  if (errors === undefined) return <Skeleton className="h-20 w-full" />;
  return (
    <div className="max-h-80 overflow-y-auto rounded-control border border-line">
      <Table>
        <TableCaption>{t("import.refusedRows")}</TableCaption>
        <TableHeader>
          <TableRow>
            <TableHead>{t("import.line")}</TableHead>
            <TableHead>{t("import.problem")}</TableHead>
            <TableHead>{t("import.value")}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {errors.map(({ line, problem, value }) => (
            <TableRow key={line}>
              <TableCell className="tabular-nums">{line}</TableCell>
              <TableCell>
                <ProblemText problem={problem} />
              </TableCell>
              <TableCell className="max-w-60 truncate font-mono text-xs">
                {value}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function ProblemText({ problem }: { problem: string }) {
  const t = useTranslations("contacts.problems");
  const key = problem as Parameters<typeof t>[0];
  return t(t.has(key) ? key : "other");
}
