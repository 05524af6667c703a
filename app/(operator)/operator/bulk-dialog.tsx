"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/feedback/toast";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { api } from "@/convex/_generated/api";
import { wholeNumber } from "@/lib/numbers";
import type { BulkAction, BulkKind, BulkTarget } from "./bulk-types";
import { ReasonDialog } from "./reason-dialog";

const MICROS = 1_000_000;
const MOST_DOLLARS = 1_000;

interface BulkDialogProps {
  kind: BulkKind;
  /** Null: nothing to work on. */
  target: BulkTarget | null;
  onStarted: () => void;
}

/** Asks why, says to how many it will be done, and starts it once. */
export function BulkDialog({ kind, target, onStarted }: BulkDialogProps) {
  const t = useTranslations("operator.bulk");
  const start = useMutation(api.operators.bulk.start);
  const [key, setKey] = useState(newKey);
  const [dollars, setDollars] = useState("5");
  const action = actionOf(kind, dollars);
  const isForAll = target?.kind === "filter";
  return (
    <ReasonDialog
      trigger={
        <Button variant="secondary" disabled={target === null}>
          {t("start")}
        </Button>
      }
      title={t(`titles.${kind}`)}
      description={
        <>
          {t(`texts.${kind}`)}{" "}
          {target?.kind === "selection"
            ? t("toSelected", { count: target.ids.length })
            : t(`toAll.${target?.status ?? "any"}`)}
        </>
      }
      confirmLabel={t("start")}
      tone={kind === "suspend" ? "danger" : "primary"}
      {...(isForAll && { typed: t("typed") })}
      onConfirm={async (reason) => {
        if (target === null || action === null) throw new Incomplete();
        await start({ action, target, reason, idempotencyKey: key });
        setKey(newKey());
        onStarted();
        toast.success(t("started"));
      }}
    >
      {kind === "ai_budget" && (
        <Field
          label={t("budget")}
          hint={t("budgetHint")}
          error={
            action === null ? t("budgetInvalid", { most: MOST_DOLLARS }) : null
          }
        >
          <Input
            inputMode="numeric"
            autoComplete="off"
            value={dollars}
            onChange={(event) => setDollars(event.target.value)}
          />
        </Field>
      )}
    </ReasonDialog>
  );
}

function newKey(): string {
  return crypto.randomUUID();
}

function actionOf(kind: BulkKind, dollars: string): BulkAction | null {
  if (kind !== "ai_budget") return { kind };
  const amount = wholeNumber(dollars, 0, MOST_DOLLARS);
  return amount === null ? null : { kind, dailyMicros: amount * MICROS };
}

/** Keeps the dialog open; read as wrong input. */
class Incomplete extends Error {
  readonly data = { code: "VALIDATION_FAILED" };
}
