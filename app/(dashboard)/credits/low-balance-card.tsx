"use client";

import { useMutation } from "convex/react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { toast } from "@/components/feedback/toast";
import { useErrorText } from "@/components/feedback/use-error-text";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTitle } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { api } from "@/convex/_generated/api";
import { wholeNumber } from "@/lib/numbers";
import { useSession } from "../session";

const MAX = 1_000_000;

/** From how many credits down the business is told. */
export function LowBalanceCard({ lowAt }: { lowAt: number }) {
  const t = useTranslations("credits.low");
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("title")}</CardTitle>
      </CardHeader>
      <CardBody>
        <LowBalanceForm key={lowAt} lowAt={lowAt} />
      </CardBody>
    </Card>
  );
}

function LowBalanceForm({ lowAt }: { lowAt: number }) {
  const t = useTranslations("credits.low");
  const common = useTranslations("common");
  const may = useSession().can("manage_tenant");
  const { text, setText, failure, busy, save } = useThreshold(lowAt);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-3">
      <Field
        label={t("label")}
        hint={may ? t("hint") : common("permissionNeeded.manage_tenant")}
        error={failure}
      >
        <Input
          inputMode="numeric"
          value={text}
          disabled={!may}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      {may && (
        <Button
          type="submit"
          variant="secondary"
          className="self-start"
          disabled={busy || text === String(lowAt)}
        >
          {common("save")}
        </Button>
      )}
    </form>
  );
}

function useThreshold(lowAt: number) {
  const t = useTranslations("credits.low");
  const errorText = useErrorText();
  const set = useMutation(api.credits.lowBalance.set);
  const [text, setText] = useState(String(lowAt));
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    const value = wholeNumber(text, 0, MAX);
    setFailure(value === null ? t("invalid", { most: MAX }) : null);
    if (value === null) return;
    setBusy(true);
    try {
      await set({ lowAt: value });
      toast.success(t("saved", { count: value }));
    } catch (error) {
      setFailure(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return { text, setText, failure, busy, save };
}
